import { describe, expect, test } from 'vitest'
import { instantAfterGap, instantsAt, offsetMinutes, wallTimeAt } from './wall-time.ts'

const wall = (text: string) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[-T:]/).map(Number)
  return { year, month, day, hour, minute }
}
const instants = (text: string, zone: string) => instantsAt(wall(text), zone).map((at) => at.toISOString())

describe('a time on the wall', () => {
  test('is one instant on an ordinary day', () => {
    expect(instants('2026-11-21T18:00', 'Asia/Bangkok')).toEqual(['2026-11-21T11:00:00.000Z'])
    expect(instants('2026-11-21T18:00', 'UTC')).toEqual(['2026-11-21T18:00:00.000Z'])
    expect(instants('2026-07-01T00:15', 'Asia/Kathmandu')).toEqual(['2026-06-30T18:30:00.000Z'])
  })

  test('is no instant where the clocks are put forward past it', () => {
    expect(instants('2027-03-28T02:30', 'Europe/Berlin')).toEqual([])
    expect(instantAfterGap(wall('2027-03-28T02:30'), 'Europe/Berlin').toISOString()).toBe(
      '2027-03-28T01:30:00.000Z',
    )
    expect(wallTimeAt(new Date('2027-03-28T01:30Z'), 'Europe/Berlin')).toMatchObject({ hour: 3, minute: 30 })
  })

  test('is two instants where the clocks are put back over it', () => {
    expect(instants('2026-10-25T02:30', 'Europe/Berlin')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ])
  })

  test('is told right around midnight, and where only half an hour is changed', () => {
    expect(instants('2027-03-28T01:59', 'Europe/Berlin')).toEqual(['2027-03-28T00:59:00.000Z'])
    expect(instants('2027-03-28T03:00', 'Europe/Berlin')).toEqual(['2027-03-28T01:00:00.000Z'])
    expect(instants('2026-10-04T02:15', 'Australia/Lord_Howe')).toEqual([])
    expect(instants('2026-04-05T01:45', 'Australia/Lord_Howe')).toHaveLength(2)
  })

  test('comes back the same from every hour of a year', () => {
    for (const zone of ['Asia/Bangkok', 'Africa/Nairobi', 'America/New_York', 'Australia/Lord_Howe'])
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 3_600_000 * 5)
        expect(instantsAt(wallTimeAt(new Date(at), zone), zone).map(Number)).toContain(at)
  })
})

test('how far a zone is ahead of UTC', () => {
  expect(offsetMinutes(new Date('2026-11-21T12:00:42Z'), 'Asia/Bangkok')).toBe(420)
  expect(offsetMinutes(new Date('2026-11-21T12:00Z'), 'America/New_York')).toBe(-300)
  expect(offsetMinutes(new Date('2026-11-21T12:00Z'), 'Asia/Kathmandu')).toBe(345)
})
