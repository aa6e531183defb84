import { CLOSER, HINTS } from './tables.ts'

/** Written like an abbreviation: with full stops, or in capitals only. */
export const isShort = (name: string): boolean =>
  name.length <= 8 && /^(?:\p{Lu}{2,4}|(?:\p{Lu}\p{Ll}{0,5}\. ?){1,4})$/u.test(name)

/** Forms of a name to look up, the fullest first: without an article, closer words (`northern`) and words of kind. */
export function formsOf(name: string): string[] {
  const forms = [name]
  const put = (form: string): void => {
    if (form !== '' && !forms.includes(form)) forms.push(form)
  }
  const bare = name.replace(/^[Tt]he /, '').replace(/['’]s?$/, '')
  put(bare)
  const words = bare.split(' ')
  while (words.length > 1 && CLOSER.has(words[0]!.toLowerCase())) words.shift()
  put(words.join(' '))
  if (words.length > 1 && HINTS.has(words.at(-1)!.toLowerCase())) words.pop()
  put(words.join(' '))
  const of = /^(?:\p{L}{2,20} ){1,2}of (?:the )?(?=\p{Lu})/u.exec(words.join(' '))
  if (of && HINTS.has(of[0].split(' ')[0]!.toLowerCase())) put(words.join(' ').slice(of[0].length))
  else if (words.length > 1 && HINTS.has(words[0]!.toLowerCase())) put(words.slice(1).join(' '))
  return forms
}
