/** Spellings of one name: what transliteration, articles and accents change, and no more. */

/** Given names that one person bears in two languages. */
const PAIRS: ReadonlyMap<string, string> = new Map(
  (
    'volodymyr:vladimir mykola:nikolai mykhailo:mikhail yevhen:evgen yevgeni:evgen evgeni:evgen serhi:sergi andri:andre andrei:andre dmytro:dmitri pavlo:pavel petro:pyotr piotr:pyotr ' +
    'oleksi:alexi aleksi:alexi muhammad:mohamad mohammed:mohamad mohamed:mohamad muhammed:mohamad mohamad:mohamad mohammad:mohamad hossein:husein hosein:husein hussein:husein ' +
    'husein:husein husain:husein hussain:husein yousef:yusuf youssef:yusuf yusef:yusuf yusif:yusuf ahmad:ahmed ahmet:ahmed mahmud:mahmoud mahmoud:mahmoud ' +
    'kiril:kiril kyrylo:kiril kirill:kiril oleh:oleg ihor:igor hryhori:grigori aliaksandr:alexandr'
  )
    .split(' ')
    .map((p) => p.split(':') as [string, string]),
)

const ARTICLE = /^(?:al|el|ar|as|ash|an|at|az|ad|ul)-(?=\p{L}{3})/u

/** A word of a person's name without what spelling changes: `Zelenskyy` = `Zelensky` = `Zelenskiy`, `al-Khatib` = `Khatib`. */
export function foldName(word: string): string {
  const plain = word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’`.]/g, '')
    .replace(ARTICLE, '')
    .replace(/(?:yy|yi|iy|ij|ii|ey|ei|ej|y|i)$/, 'i')
    .replace(/^(?:oleks|aleks)/, 'alex')
    .replace(/kh/g, 'h')
    .replace(/ks/g, 'x')
    .replace(/ph/g, 'f')
    .replace(/w/g, 'v')
    .replace(/ou/g, 'u')
    .replace(/([bcdfghjklmnpqrstvxz])\1/g, '$1')
  return PAIRS.get(plain) ?? plain
}

/** Longest word whose spelling is compared letter by letter. */
const LONGEST = 24

/** Letters that transliterations change for each other. */
const ALIKE = ['aeiou', 'gh', 'ckq', 'sz', 'vb', 'jyi', 'dt', 'xs'] as const
const alike = (a: string, b: string): boolean => ALIKE.some((set) => set.includes(a) && set.includes(b))

/** One letter put in, left out or changed, but not the last, which often tells a woman's name from a man's. */
function nearlyEqual(a: string, b: string): boolean {
  if (a.length < 5 || b.length < 5 || a.length > LONGEST || b.length > LONGEST || Math.abs(a.length - b.length) > 1)
    return false
  if (a.at(-1) !== b.at(-1) || a[0] !== b[0]) return false
  let i = 0
  while (i < a.length && i < b.length && a[i] === b[i]) i++
  const restA = a.slice(i)
  const restB = b.slice(i)
  if (restA.slice(1) === restB.slice(1)) return alike(restA[0]!, restB[0]!)
  return restA.slice(1) === restB || restA === restB.slice(1)
}

/** Are two given names spellings of one: `Sergey` and `Serhiy`, `Oleksandr` and `Aleksandr`? */
export function sameGiven(a: string, b: string): boolean {
  const x = foldName(a)
  const y = foldName(b)
  return x === y || nearlyEqual(x, y)
}
