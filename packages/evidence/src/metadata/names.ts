/** Turns what pages give as an author into names: no "by", no dates, no links, no roles; several authors apart. */
export function cleanAuthors(raw: string): readonly string[] {
  const text = raw
    .replace(/https?:\S{1,300}/g, ' ')
    .replace(/@[\w.]{1,60}|\S{1,60}@\S{1,60}/g, ' ')
    .replace(/\((?:[^()]{0,80})\)/g, ' ')
    .replace(
      /^\s{0,10}(?:(?:written|posted|published|reported|text|story|words|article|geschrieben|veröffentlicht|ein beitrag|ein artikel|beitrag|erstellt) )?(?:by|von|par|por|di|door|autor|autorin|author|av|af|от|автор|text|redaktion|reporting)\s{0,3}:?\s(?=\S)|^\s{0,10}(?:autor|author|authors|autoren|autorin|text|foto|von)\s{0,3}:\s{0,3}/i,
      '',
    )
  return text
    .split(
      /\s{0,3}(?:;|\||\u2022|·|,|&|\/|\n|\bund\b|\band\b|\bet\b|\bi\b(?=\s\p{Lu})|\by\b(?=\s\p{Lu})| – | - )\s{0,3}/u,
    )
    .map((n) => withoutMarks(n.replace(/\s+/g, ' ')))
    .filter(isName)
    .slice(0, 20)
    .map(titleCase)
}

const NOT_NAME =
  /\d|\b(?:staff|editor|editors|correspondent|reporter|admin|administrator|redaktion|reuters|associated press|news|team|posted|published|updated|share|follow|folgen|auteurs?|autor|autoren|authors?|website|archives|mehr|am|veröffentlicht|publiziert|nachricht|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|comments?|uhr|january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|juni|juli|oktober|dezember|twitter|facebook|by|von|minutes?|read|views?)\b/i

function isName(n: string): boolean {
  const count = n.split(' ').length
  return n.length >= 2 && n.length <= 60 && count <= 6 && /\p{L}/u.test(n) && !NOT_NAME.test(n)
}

/** `JOHN SMITH` as `John Smith`; mixed case stays. */
function titleCase(n: string): string {
  if (n !== n.toUpperCase() || n.length < 5) return n
  return n
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

const MARKS = new Set(' .:,*"\'„“”-')

function withoutMarks(n: string): string {
  let start = 0
  let end = n.length
  while (start < end && MARKS.has(n[start]!)) start++
  while (end > start && MARKS.has(n[end - 1]!)) end--
  return n.slice(start, end)
}
