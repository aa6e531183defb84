/**
 * Month names and their usual short forms, lower case, in the languages of the pages that are read: en, de, fr, es, it,
 * pt, nl, pl, ru, uk, cs, sv, da, no, fi, tr, hu, ro, id. Inflected forms where dates use them.
 */
const NAMES: readonly (readonly string[])[] = [
  'january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń января январь янв січня січень ledna leden tammikuuta ocak január ianuarie',
  'february feb febr februar feber février févr fév febrero febbraio febb fevereiro fev februari lutego luty lut февраля февраль фев лютого února únor helmikuuta şubat február februarie',
  'march mar märz maerz mrz mars marzo março maart mrt marca marzec марта март мар березня března březen maaliskuuta mart március martie maret',
  'april apr avril avr abril abr aprile kwietnia kwiecień kwi апреля апрель апр квітня dubna duben huhtikuuta nisan április aprilie',
  'may mai mayo maggio mag maio mei maja мая май травня května květen toukokuuta mayıs május',
  'june jun juni juin junio giugno giu junho czerwca czerwiec cze июня июнь июн червня června červen kesäkuuta haziran június iunie',
  'july jul juli juillet juil julio luglio lug julho lipca lipiec lip июля июль июл липня července červenec heinäkuuta temmuz július iulie',
  'august aug août aout agosto ago agostus augustus sierpnia sierpień sie августа август авг серпня srpna srpen augusti elokuuta ağustos augusztus agustus',
  'september sep sept septembre septiembre setiembre settembre set sett setembro września wrzesień wrz сентября сентябрь сен сент вересня září syyskuuta eylül szeptember septembrie',
  'october oct oktober okt octobre octubre ottobre ott outubro out października październik paź октября октябрь окт жовтня října říjen lokakuuta ekim október octombrie',
  'november nov novembre noviembre novembro listopada listopad lis ноября ноябрь ноя листопада marraskuuta kasım noiembrie nopember',
  'december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des grudnia grudzień gru декабря декабрь дек грудня prosince prosinec joulukuuta aralık decembrie',
].map((row) => row.split(' '))

const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((row, i) => row.map((name) => [name, i + 1] as const)),
)

/** Month number 1-12 of a name in any case, or null. */
export const monthNumber = (name: string): number | null => MONTHS.get(name.toLowerCase()) ?? null
