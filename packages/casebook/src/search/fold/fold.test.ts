import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { termsOf } from './scan.ts'

const fold = (text: string): string =>
  termsOf(text)
    .map((t) => t.term)
    .join(' ')

describe('names meet across scripts and spellings', () => {
  it.each([
    ['Путин', 'Putin', 'ПУТИН', 'Путін'],
    ['Зеленский', 'Зеленський', 'Zelensky', 'Zelenskyy', 'Zelenskiy', 'Zelenskij', 'Zelenskii'],
    ['Навальный', 'Navalny', 'Navalnyy', 'Navalniy'],
    ['Сергей Шойгу', 'Sergei Shoigu', 'Sergey Shoygu', 'Sergej Shoigu'],
    ['Евгений Пригожин', 'Yevgeny Prigozhin', 'Evgeny Prigozhin', 'Yevgeniy Prigozhin'],
    ['Александр Лукашенко', 'Alexander Lukashenko', 'Aleksandr Lukashenko'],
    ['Алексей', 'Alexei', 'Alexey', 'Aleksey', 'Aleksei'],
    ['Дмитрий Медведев', 'Dmitry Medvedev', 'Dmitri Medvedev', 'Dmitriy Medvedev'],
    ['Юрий Андреев', 'Yuri Andreev', 'Yury Andreyev'],
    ['Хрущёв', 'Хрущев', 'Khrushchev'],
    ['Соловьёв', 'Solovyov', 'Soloviev', 'Solovyev'],
    ['Ельцин', 'Yeltsin'],
    ['Людмила', 'Lyudmila', 'Liudmila'],
    ['Володимир', 'Volodymyr', 'Volodimir'],
    ['Київ', 'Киев', 'Kyiv', 'Kiev'],
    ['Харків', 'Харьков', 'Kharkiv', 'Kharkov'],
    ['Запоріжжя', 'Запорожье', 'Zaporizhzhia', 'Zaporizhzhya', 'Zaporozhye'],
    ['Вучић', 'Vučić', 'Vucic'],
    ['Ђоковић', 'Đoković', 'Djokovic'],
    ['България', 'Bulgaria'],
    ['Саргсян', 'Սարգսյան', 'Sargsyan'],
    ['Μητσοτάκης', 'Mitsotakis'],
    ['Τσίπρας', 'Tsipras'],
    ['Παπανδρέου', 'Papandreou'],
    ['Erdoğan', 'Erdogan', 'ERDOĞAN'],
    ['Łódź', 'Lodz'],
    ['İstanbul', 'Istanbul', 'ISTANBUL'],
  ])('%s', (...names) => {
    expect(new Set(names.map(fold)).size).toBe(1)
  })

  it('keeps apart what only looks alike', () => {
    for (const [a, b] of [
      ['year', 'ear'],
      ['sky', 'ski'],
      ['news', 'new'],
      ['yes', 'es'],
      ['chat', 'cat'],
      ['Merkel', 'Merkur'],
      ['Vučić', 'Vukić'],
      ['Kim Jong-un', 'Kim Jong-il'],
      ['desert', 'dessert'],
      ['later', 'latter'],
      ['1000', '100'],
    ] as const)
      expect(fold(a)).not.toBe(fold(b))
  })
})

describe('words', () => {
  it.each([
    ['Shahed-136', 'Shahed136', 'shahed 136', 'SHAHED–136'],
    ['U.S.', 'US', 'us'],
    ["O'Brien", 'O’Brien', 'OBrien'],
    ["Putin's", 'Putin’s', 'Putin'],
    ["drones'", 'drones', 'drone', "drone's"],
    ['1,000', '1.000', "1'000", '1\u00a0000', '1000'],
    ['cities', 'city'],
    ['taxes', 'tax'],
    ['shoes', 'shoe'],
    ['heroes', 'hero'],
    ['movies', 'movie'],
    ['ﬁnance', 'finance'],
    ['co\u00adoperate', 'cooperate'],
    ['ｗｉｄｅ', 'wide'],
    ['١٢٣', '123'],
    ['الرئيس', 'رئيس'],
    ['مُحَمَّد', 'محمد'],
    ['שלום', 'שָׁלוֹם'],
    ['об’єкт', "об'єкт"],
  ])('%s', (...forms) => {
    expect(new Set(forms.map(fold)).size).toBe(1)
  })

  it('takes scripts without spaces apart, so that a phrase finds a part', () => {
    expect(fold('中国外交部')).toBe('中 国 外 交 部')
    expect(fold('プーチン')).toBe('プ ー チ ン')
  })

  it('leaves other numbers alone', () => {
    expect(fold('10.06.2023 3.14 2023,100 12,34')).toBe('10 06 2023 3 14 2023 100 12 34')
  })
})

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('a', "'", '’', '.', '-', '1', ',', 'й', 'ß', '中', '\ud83d', 'é', '\u0301', ' '),
      maxLength: 40,
    }),
  )

  it('gives terms of letters and digits only, with spans in order that lie in the text', () => {
    fc.assert(
      fc.property(text, (s) => {
        let end = 0
        for (const t of termsOf(s)) {
          expect(t.term).toMatch(/^[\p{L}\p{N}\p{M}]{1,64}$/u)
          expect(t.start).toBeGreaterThanOrEqual(end)
          expect(t.end).toBeGreaterThan(t.start)
          end = t.end
        }
        expect(end).toBeLessThanOrEqual(s.length)
      }),
    )
  })

  it('is found by itself: every term folds the same when its characters stand alone', () => {
    fc.assert(
      fc.property(text, (s) => {
        for (const t of termsOf(s)) expect(fold(s.slice(t.start, t.end))).toBe(t.term)
      }),
    )
  })

  it('does not depend on what stands around a stretch between words', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(fold(`${a} — ${b}`)).toBe([fold(a), fold(b)].filter((s) => s !== '').join(' '))
      }),
    )
  })
})
