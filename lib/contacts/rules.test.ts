import { describe, expect, test } from 'vitest'
import { defaultSettings } from '#lib/users/rules-settings.ts'
import * as rules from './rules.ts'

const { contactVariables, isOptIn } = rules
const isOptOut = (text: string) => rules.isOptOut(text, defaultSettings.optOutWords)

describe('a reply that asks for no more texts', () => {
  test.each([
    ...[
      'STOP',
      'stop',
      'Stop.',
      ' stop ',
      '"STOP"',
      '«Stop!»',
      'STOP ALL',
      'stopall',
      'Opt-out',
      'OPT OUT',
      'optout',
    ],
    ...['Unsubscribe', 'CANCEL', 'End', 'QUIT', 'revoke', 'REMOVE', 'ARRET', 'Arrêt', 'TD'],
    ...[
      'Stop. Thank you',
      'please stop',
      'Stop please!',
      'STOP 🙏',
      'ＳＴＯＰ',
      '\u200eSTOP\u200f',
      'Stop\n',
    ],
    ...['ยกเลิก', 'หยุด', 'ยกเลิกครับ', 'ยกเลิกค่ะ', 'ขอยกเลิกครับ', 'ยกเลิกรับข่าวสาร', 'ไม่รับ', 'เลิกรับ', 'หยุดส่ง ค่ะ'],
  ])('%j', (text) => {
    expect(isOptOut(text)).toBe(true)
    expect(isOptIn(text)).toBe(false)
  })

  test.each([
    ...[
      '',
      '.',
      'stopping by tomorrow',
      'non stop',
      "don't stop",
      'the end of the month',
      'bus stop',
      'thanks',
      'please',
    ],
    ...['Can I cancel my order 12?', 'yes', 'ไม่ยกเลิก', 'ขอบคุณครับ', 'ครับ', `stop ${'x'.repeat(200)}`],
  ])('is not %j', (text) => {
    expect(isOptOut(text)).toBe(false)
  })
})

test('the words are those that an admin has set, compared as words are', () => {
  expect(rules.isOptOut('nje, please!', ['Nje'])).toBe(true)
  expect(rules.isOptOut('stop', ['Nje'])).toBe(false)
  expect(rules.isOptOut('!', ['!', ''])).toBe(false)
})

describe('a reply that asks for texts again', () => {
  test.each(['START', 'Unstop', 'yes!', 'Yes please', 'opt-in', 'เริ่ม', 'สมัครครับ'])('%j', (text) => {
    expect(isOptIn(text)).toBe(true)
    expect(isOptOut(text)).toBe(false)
  })
  test.each(['yes, but not on Sundays', 'restart', ''])('is not %j', (text) => {
    expect(isOptIn(text)).toBe(false)
  })
})

describe('what a text can say of a person', () => {
  test('their own values, and the real name and number before values of that name', () => {
    const attributes = { name: 'old', phone: '1', city: 'Nairobi' }
    expect(contactVariables({ msisdn: '254712345678', name: 'Amina', attributes })).toEqual({
      name: 'Amina',
      phone: '254712345678',
      city: 'Nairobi',
    })
  })
  test('nothing for a name that is not known, and never a hash', () => {
    expect(contactVariables({ msisdn: 'a'.repeat(64), name: '', attributes: {} })).toEqual({})
  })
})
