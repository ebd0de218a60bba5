import { expect, test } from 'vitest'
import {
  daysFrom,
  isPossible,
  leavingTime,
  minutesAround,
  proposeTime,
  scheduleAt,
  sendNow,
} from './schedule.ts'

const now = new Date('2026-11-21T07:05:00Z')
const later = (day: string, hour: number, minute = 0, zone: string | null = null) => ({
  ...sendNow,
  later: true,
  day,
  hour,
  minute,
  zone,
})

test('a message leaves now unless a time was chosen', () => {
  expect(leavingTime(sendNow, 'Asia/Bangkok', now)).toEqual({ kind: 'now' })
})

test('a time is read in the zone of the reader, or in the one that was chosen', () => {
  const at = (zone: string | null) => leavingTime(later('2026-11-21', 18, 0, zone), 'Asia/Bangkok', now)
  expect(at(null)).toMatchObject({ kind: 'at', at: new Date('2026-11-21T11:00:00Z') })
  expect(at('Africa/Nairobi')).toMatchObject({ kind: 'at', at: new Date('2026-11-21T15:00:00Z') })
})

test('a time that has passed is told apart, by the clock that was given', () => {
  expect(leavingTime(later('2026-11-21', 14, 5), 'Asia/Bangkok', now).kind).toBe('past')
  expect(leavingTime(later('2026-11-21', 14, 6), 'Asia/Bangkok', now).kind).toBe('at')
})

test('a time that the clocks leave out is none; the next one is offered', () => {
  const skipped = leavingTime(later('2027-03-28', 2, 30), 'Europe/Berlin', now)
  expect(skipped).toEqual({ kind: 'skipped', at: new Date('2027-03-28T01:30:00Z') })
  expect(isPossible(skipped)).toBe(false)
  const next = scheduleAt(new Date('2027-03-28T01:30:00Z'), 'Europe/Berlin', 'Europe/Berlin')
  expect(next).toMatchObject({ day: '2027-03-28', hour: 3, minute: 30, zone: null, second: false })
  expect(leavingTime(next, 'Europe/Berlin', now).kind).toBe('at')
})

test('an instant comes back as the choice that means it, also of a time that comes twice', () => {
  for (const iso of ['2027-10-31T00:30:00Z', '2027-10-31T01:30:00Z', '2027-10-31T03:45:00Z']) {
    const choice = scheduleAt(new Date(iso), 'Europe/Berlin', 'Asia/Bangkok')
    expect(leavingTime(choice, 'Asia/Bangkok', now)).toMatchObject({ at: new Date(iso) })
  }
})

test('of a time that comes twice the first is taken unless the second is meant', () => {
  const choice = later('2027-10-31', 2, 30)
  const both = [new Date('2027-10-31T00:30:00Z'), new Date('2027-10-31T01:30:00Z')]
  expect(leavingTime(choice, 'Europe/Berlin', now)).toMatchObject({ at: both[0], twice: both })
  expect(leavingTime({ ...choice, second: true }, 'Europe/Berlin', now)).toMatchObject({ at: both[1] })
})

test('what is proposed lies in the future, also across midnight', () => {
  expect(proposeTime(sendNow, 'Asia/Bangkok', now)).toMatchObject({ day: '2026-11-21', hour: 15, minute: 0 })
  const night = new Date('2026-12-31T16:40:00Z')
  expect(proposeTime(sendNow, 'Asia/Bangkok', night)).toMatchObject({ day: '2027-01-01', hour: 1 })
})

test('days are counted from today in the zone', () => {
  expect(daysFrom(new Date('2026-12-31T23:30:00Z'), 'Asia/Bangkok', 2)).toEqual(['2027-01-01', '2027-01-02'])
  expect(daysFrom(new Date('2026-12-31T23:30:00Z'), 'UTC', 2)).toEqual(['2026-12-31', '2027-01-01'])
})

test('a minute between the steps, as a program may have named it, is among those to choose from', () => {
  expect(minutesAround(0)).toHaveLength(12)
  expect(minutesAround(21)).toEqual([0, 5, 10, 15, 20, 21, 25, 30, 35, 40, 45, 50, 55])
})
