import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTime } from './rules-time.ts'

const read = (text: string, zone?: string) => {
  const time = readTime(text, zone)
  return time instanceof Date ? time.toISOString() : time
}

describe('a time with its offset is an instant', () => {
  test.each([
    ['2026-06-01T10:00:00+07:00', '2026-06-01T03:00:00.000Z'],
    ['2026-06-01T10:00+0700', '2026-06-01T03:00:00.000Z'],
    ['2026-06-01T10:00:00.123456Z', '2026-06-01T10:00:00.123Z'],
    ['2026-06-01t10:00:00z', '2026-06-01T10:00:00.000Z'],
    ['2026-12-31T23:59:59-23:59', '2027-01-01T23:58:59.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('%s', (text, instant) => {
    expect(read(text)).toBe(instant)
    expect(read(text, 'Europe/Berlin')).toBe(instant)
  })
})

describe('a time without one is read on the clocks of the zone', () => {
  test.each([
    ['2026-06-01T10:00:30', 'Asia/Bangkok', '2026-06-01T03:00:30.000Z'],
    ['2026-07-01 10:00', 'Europe/Berlin', '2026-07-01T08:00:00.000Z'],
    ['2026-01-01T10:00', 'Europe/Berlin', '2026-01-01T09:00:00.000Z'],
  ])('%s in %s', (text, zone, instant) => expect(read(text, zone)).toBe(instant))

  test('the first of two where clocks are put back', () => {
    expect(read('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
  })

  test('and is a problem where they are put forward past it, or no zone is said', () => {
    expect(read('2026-03-29T02:30', 'Europe/Berlin')).toBe('gap')
    expect(read('2026-06-01T10:00:00')).toBe('zone')
  })
})

describe('what is no time is a problem', () => {
  test.each([
    '',
    'tomorrow',
    '2026-06-01',
    '10:00',
    '2026-02-30T10:00:00Z',
    '2026-02-29T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-06-01T24:00:00Z',
    '2026-06-01T10:60:00Z',
    '2026-06-01T10:00:60Z',
    '2026-06-01T10:00:00+24:00',
    '2026-06-01T10:00:00+07:60',
    '0000-01-01T00:00:00Z',
    '+012026-06-01T10:00:00Z',
    '2026-06-01T10:00:00+07:00[Asia/Bangkok]',
    '1780279200',
  ])('%j', (text) => expect(read(text, 'Asia/Bangkok')).toBe('datetime'))

  test('whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof read(text, 'Asia/Bangkok') === 'string'))
  })

  test('every instant is read as itself', () => {
    const dates = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-01-01'), noInvalidDate: true })
    fc.assert(fc.property(dates, (date) => read(date.toISOString()) === date.toISOString()))
  })
})
