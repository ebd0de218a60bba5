import { describe, expect, test } from 'vitest'
import { chooseLocale, chooseTimeZone } from './choose-locale.ts'

const available = ['en', 'th']

describe('the language of a page', () => {
  test('what the reader chose wins over what the browser says', () => {
    expect(chooseLocale({ chosen: 'th', acceptLanguage: 'en-US,en;q=0.9', available }).catalogue).toBe('th')
  })

  test('a language without a catalogue falls through to the next that the browser offers', () => {
    expect(
      chooseLocale({ chosen: undefined, acceptLanguage: 'fr-FR, th;q=0.8, en;q=0.5', available }),
    ).toEqual({
      catalogue: 'th',
      locale: 'th',
    })
  })

  test('weights decide, not the order of writing', () => {
    expect(
      chooseLocale({ chosen: undefined, acceptLanguage: 'en;q=0.2, th;q=0.9', available }).catalogue,
    ).toBe('th')
  })

  test('the region of the reader decides how numbers and dates are written', () => {
    expect(chooseLocale({ chosen: 'en', acceptLanguage: 'th, en-KE;q=0.7', available }).locale).toBe('en-KE')
  })

  test('a language that was refused with weight 0 is not chosen', () => {
    expect(chooseLocale({ chosen: undefined, acceptLanguage: 'th;q=0', available }).catalogue).toBe('en')
  })

  test.each([undefined, '', '*', '%%%', '../../etc/passwd', 'x'.repeat(10_000)])(
    '%s is answered in English',
    (header) => {
      expect(chooseLocale({ chosen: header, acceptLanguage: header, available })).toEqual({
        catalogue: 'en',
        locale: 'en',
      })
    },
  )
})

describe('the time zone of a page', () => {
  test('the chosen zone wins over that of the device', () => {
    expect(chooseTimeZone('Asia/Bangkok', 'Africa/Nairobi')).toBe('Asia/Bangkok')
  })

  test('a zone that does not exist is passed over', () => {
    expect(chooseTimeZone('Mars/Olympus', 'Africa/Nairobi')).toBe('Africa/Nairobi')
  })

  test('without any zone it is UTC', () => {
    expect(chooseTimeZone(undefined, '')).toBe('UTC')
  })
})
