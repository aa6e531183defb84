import { expect, test } from 'vitest'
import { detectLanguage } from './language.ts'

test('the language of a text', () => {
  expect(detectLanguage('The minister said that the bridge would be closed in June.')).toBe('en')
  expect(detectLanguage('Der Minister sagte, dass die Brücke im Juni nicht gesperrt wird und der Verkehr läuft.')).toBe(
    'de',
  )
  expect(detectLanguage('Министр заявил, что мост закроют в июне и что автобус не будет ходить на остров.')).toBe('ru')
})

test('what common words do not decide goes to what the page states, then to the model', () => {
  const finnish = 'Ministeri kertoi perjantaina, että silta suljetaan kesäkuussa ja avataan jälleen syksyllä.'
  expect(detectLanguage(finnish, 'fi')).toBeNull()
  expect(detectLanguage(finnish)).toBe('fi')
})

test('too little to tell', () => {
  expect(detectLanguage('Velm 2022')).toBeNull()
})
