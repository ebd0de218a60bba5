import { getCountries } from 'libphonenumber-js/max'
import { expect, test } from 'vitest'
import { countryClock } from './country-clock.ts'
import { localWindow, type SendWindow } from './send-window.ts'

const windowIn = (country: string, choice: SendWindow = { kind: 'market' }) =>
  localWindow(choice, country, countryClock(country))

test('the markets that are known have their own hours, all others those of courtesy', () => {
  expect(windowIn('KE')).toEqual({ zone: 'Africa/Nairobi', from: 480, to: 1080, days: 127 })
  expect(windowIn('TH')).toEqual({ zone: 'Asia/Bangkok', from: 540, to: 1260, days: 127 })
  expect(windowIn('IN')).toMatchObject({ from: 480, to: 1200 })
})

test('where clocks differ within a country only what lies in the hours on all of them is left', () => {
  // Honolulu is six hours behind the east in summer.
  expect(countryClock('US')).toMatchObject({ behind: 360, ahead: 0 })
  expect(windowIn('US')).toMatchObject({ from: 840, to: 1200 })
  // Perth is three hours behind; Lord Howe Island is half an hour ahead of the others in winter.
  expect(countryClock('AU')).toMatchObject({ behind: 180, ahead: 30 })
})

test('chosen hours hold on chosen days; hours that no clock shares are none', () => {
  const office = { kind: 'hours', from: '09:30', to: '17:00', days: [1, 2, 3, 4, 5] } as const
  expect(windowIn('KE', office)).toEqual({ zone: 'Africa/Nairobi', from: 570, to: 1020, days: 31 })
  expect(windowIn('US', { ...office, from: '09:00', to: '12:00' })).toBeNull()
})

test('in every country that has phone numbers there is an hour at which something can leave', () => {
  expect(getCountries().filter((country) => windowIn(country) === null)).toEqual([])
})
