import { FEAST_WORDS } from './feasts.ts'

/**
 * The words that time expressions are made of. A row gives a word its kind and number; what is not here can neither
 * start nor continue an expression. Abbreviated months and weekdays carry `ABBREVIATED` so that a full stop after them
 * belongs to the expression.
 */
export const KIND = {
  none: 0,
  month: 1,
  weekday: 2,
  unit: 3,
  cardinal: 4,
  ordinal: 5,
  season: 6,
  part: 7,
  word: 8,
  digits: 9,
  punct: 10,
  /** A block or paragraph ends here; no expression crosses it. */
  gap: 11,
} as const

/** Units in the order of their length; the value of `KIND.unit` words. */
export const UNIT = {
  second: 0,
  minute: 1,
  hour: 2,
  day: 3,
  weekend: 4,
  week: 5,
  fortnight: 6,
  month: 7,
  quarter: 8,
  year: 9,
  decade: 10,
  century: 11,
  millennium: 12,
} as const
export type Unit = (typeof UNIT)[keyof typeof UNIT]

export const ABBREVIATED = 1
/** The plural form of a unit, a weekday or a part of the day. */
export const PLURAL = 2

export interface Entry {
  readonly word: string
  readonly kind: number
  readonly value: number
  readonly flags: number
}

const ENTRIES = new Map<string, Entry>()

function add(kind: number, value: number, words: string, flags = 0): void {
  for (const word of words.split(' ')) ENTRIES.set(word, { word, kind, value, flags })
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ')
MONTHS.forEach((word, i) => {
  add(KIND.month, i + 1, word)
})
'jan feb mar apr - jun jul aug sept oct nov dec'.split(' ').forEach((word, i) => {
  if (word !== '-') add(KIND.month, i + 1, word, ABBREVIATED)
})
add(KIND.month, 9, 'sep', ABBREVIATED)

'monday tuesday wednesday thursday friday saturday sunday'.split(' ').forEach((word, i) => {
  add(KIND.weekday, i + 1, word)
  add(KIND.weekday, i + 1, `${word}s`, PLURAL)
})
'mon tue wed thu fri sat sun'.split(' ').forEach((word, i) => {
  add(KIND.weekday, i + 1, word, ABBREVIATED)
})
add(KIND.weekday, 2, 'tues', ABBREVIATED)
add(KIND.weekday, 4, 'thur thurs', ABBREVIATED)

for (const [name, value] of Object.entries(UNIT)) {
  if (name === 'second') continue
  add(KIND.unit, value, name)
  add(KIND.unit, value, name === 'century' ? 'centuries' : name === 'millennium' ? 'millennia' : `${name}s`, PLURAL)
}
add(KIND.unit, UNIT.second, 'seconds', PLURAL)
add(KIND.unit, UNIT.minute, 'min')
add(KIND.unit, UNIT.hour, 'hr')
add(KIND.unit, UNIT.minute, 'mins', PLURAL)
add(KIND.unit, UNIT.hour, 'hrs', PLURAL)

'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
  .split(' ')
  .forEach((word, i) => {
    add(KIND.cardinal, i, word)
  })
'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').forEach((word, i) => {
  add(KIND.cardinal, (i + 2) * 10, word)
})
add(KIND.cardinal, 100, 'hundred')
add(KIND.cardinal, 1000, 'thousand')
'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
  .split(' ')
  .forEach((word, i) => {
    add(KIND.ordinal, i + 1, word)
  })
add(KIND.ordinal, 30, 'thirtieth')

add(KIND.season, 1, 'spring springtime')
add(KIND.season, 2, 'summer summertime')
add(KIND.season, 3, 'fall autumn')
add(KIND.season, 4, 'winter wintertime')
add(KIND.season, 1, 'springs', PLURAL)
add(KIND.season, 2, 'summers', PLURAL)
add(KIND.season, 3, 'autumns', PLURAL)
add(KIND.season, 4, 'winters', PLURAL)

/** TIMEX3 codes of the parts of a day, in the order of `KIND.part` values. */
export const PART_CODES = ['MO', 'AF', 'EV', 'NI', 'DT'] as const
add(KIND.part, 0, 'morning dawn daybreak sunrise')
add(KIND.part, 1, 'afternoon')
add(KIND.part, 2, 'evening dusk sunset')
add(KIND.part, 3, 'night nighttime overnight')
add(KIND.part, 4, 'daytime')
add(KIND.part, 0, 'mornings', PLURAL)
add(KIND.part, 1, 'afternoons', PLURAL)
add(KIND.part, 2, 'evenings', PLURAL)
add(KIND.part, 3, 'nights', PLURAL)

add(
  KIND.word,
  0,
  `the a an of in on at by to and or from until till through between since for during within before after ago earlier later
  early mid middle late end ending beginning start close turn half part latter last past previous preceding prior next
  coming upcoming following subsequent this that these those same current present recent latest now today yesterday
  tomorrow tonight currently recently nowadays presently previously formerly once future near soon noon midday midnight
  am pm a.m p.m m p gmt est edt cst cdt mst mdt pst pdt utc cet cest bst msk ist local time o clock daily weekly monthly yearly annually
  annual quarterly hourly nightly biweekly bimonthly biennial biannual semiannual fortnightly every each per other several few some many couple dozen
  more than less over under nearly almost about around approximately roughly least most up only just fewer exactly well
  another additional further all whole entire full fiscal financial academic calendar year-end era period moment
  ad ce bc bce b c circa ca back not no so old age ages aged s th st nd rd d ll twenties thirties forties fifties sixties seventies eighties
  nineties new eve christmas easter thanksgiving halloween ramadan independence memorial labor labour veterans columbus
  holiday victory noughties hence rest remainder final long ever since consecutive straight
  running first-half second-half post pre
  lately as too already dates then term short one-time year-ago year-earlier times much ever decade-long day-to-day when were`
    .split(/\s+/)
    .join(' '),
)
for (const word of FEAST_WORDS) if (!ENTRIES.has(word)) add(KIND.word, 0, word)

/** All words, for building the scanner's table. */
export const allEntries = (): Iterable<Entry> => ENTRIES.values()
