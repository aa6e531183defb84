import { dayNumber, easter, nthWeekday } from '../calendar.ts'
import { type DaySpan, hanukkah, islamicSpan, orthodoxEaster, passover, roshHashanah } from './lunar.ts'

type Days = (year: number) => DaySpan | null

const days = (from: number, count = 1): DaySpan => ({ from, to: from + count - 1 })
const fixed =
  (month: number, day: number, count = 1): Days =>
  (y) =>
    days(dayNumber(y, month, day), count)
const nth =
  (month: number, weekday: number, n: number, later = 0): Days =>
  (y) =>
    days(nthWeekday(y, month, weekday, n) + later)
const fromEaster =
  (shift: number, count = 1): Days =>
  (y) =>
    days(easter(y) + shift, count)
const islamic =
  (month: number, day: number, count = 1): Days =>
  (y) =>
    islamicSpan(y, month, day, count)

/** Chinese New Year as month and day (`MDD`), 1990 to 2030: months by the moon's observed phases, so a table. */
const LUNAR_NEW_YEAR = [
  127, 215, 204, 123, 210, 131, 219, 207, 128, 216, 205, 124, 212, 201, 122, 209, 129, 218, 207, 126, 214, 203, 123,
  210, 131, 219, 208, 128, 216, 205, 125, 212, 201, 122, 210, 129, 217, 206, 126, 213, 203,
]
/** Diwali (Lakshmi Puja) as `MMDD`, 2010 to 2026. */
const DIWALI = [1105, 1026, 1113, 1103, 1023, 1111, 1030, 1019, 1107, 1027, 1114, 1104, 1024, 1112, 1031, 1020, 1108]

const listed =
  (table: readonly number[], first: number): Days =>
  (y) => {
    const code = table[y - first]
    return code === undefined ? null : days(dayNumber(y, Math.floor(code / 100), code % 100))
  }

/** Days of named holidays, in the usage named beside them where countries differ. `docs/format.md` says what is left out. */
const HOLIDAYS: Readonly<Record<string, Days>> = {
  'new-year': fixed(1, 1),
  epiphany: fixed(1, 6),
  'orthodox-christmas': fixed(1, 7),
  'martin-luther-king-day': nth(1, 1, 3),
  'australia-day': fixed(1, 26),
  'holocaust-remembrance-day': fixed(1, 27),
  'lunar-new-year': listed(LUNAR_NEW_YEAR, 1990),
  'groundhog-day': fixed(2, 2),
  valentine: fixed(2, 14),
  'presidents-day': nth(2, 1, 3),
  'womens-day': fixed(3, 8),
  'st-patricks-day': fixed(3, 17),
  nowruz: fixed(3, 20, 2),
  'april-fools-day': fixed(4, 1),
  'earth-day': fixed(4, 22),
  'anzac-day': fixed(4, 25),
  'may-day': fixed(5, 1),
  // The United States'.
  'mothers-day': nth(5, 7, 2),
  'memorial-day': nth(5, 1, -1),
  juneteenth: fixed(6, 19),
  'fathers-day': nth(6, 7, 3),
  'canada-day': fixed(7, 1),
  'july-fourth': fixed(7, 4),
  'bastille-day': fixed(7, 14),
  'assumption-day': fixed(8, 15),
  'labor-day': nth(9, 1, 1),
  'columbus-day': nth(10, 1, 2),
  halloween: fixed(10, 31),
  'all-saints': fixed(11, 1),
  'guy-fawkes': fixed(11, 5),
  'armistice-day': fixed(11, 11),
  'veterans-day': fixed(11, 11),
  'remembrance-sunday': nth(11, 7, 2),
  thanksgiving: nth(11, 4, 4),
  'black-friday': nth(11, 4, 4, 1),
  'cyber-monday': nth(11, 4, 4, 4),
  'christmas-eve': fixed(12, 24),
  christmas: fixed(12, 25),
  'boxing-day': fixed(12, 26),
  'new-year-eve': fixed(12, 31),
  'shrove-tuesday': fromEaster(-47),
  'ash-wednesday': fromEaster(-46),
  lent: fromEaster(-46, 46),
  'palm-sunday': fromEaster(-7),
  'holy-week': fromEaster(-7, 7),
  'maundy-thursday': fromEaster(-3),
  'good-friday': fromEaster(-2),
  'holy-saturday': fromEaster(-1),
  easter: fromEaster(0),
  'easter-monday': fromEaster(1),
  'ascension-day': fromEaster(39),
  pentecost: fromEaster(49),
  'whit-monday': fromEaster(50),
  'corpus-christi': fromEaster(60),
  'orthodox-easter': (y) => days(orthodoxEaster(y)),
  diwali: listed(DIWALI, 2010),
  'islamic-new-year': islamic(1, 1),
  ashura: islamic(1, 10),
  mawlid: islamic(3, 12),
  ramadan: islamic(9, 1, 30),
  'eid-al-fitr': islamic(10, 1),
  'eid-al-adha': islamic(12, 10),
  purim: (y) => days(passover(y) - 30),
  passover: (y) => days(passover(y), 8),
  'rosh-hashanah': (y) => days(roshHashanah(y), 2),
  'yom-kippur': (y) => days(roshHashanah(y) + 9),
  sukkot: (y) => days(roshHashanah(y) + 14, 7),
  hanukkah: (y) => days(hanukkah(y), 8),
}

/** First and last day of a holiday that begins in a year; null where the table does not know it. */
export const holidayDays = (name: string, year: number): DaySpan | null => HOLIDAYS[name]?.(year) ?? null

export const isHoliday = (name: string): boolean => name in HOLIDAYS
