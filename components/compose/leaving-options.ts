import type { SendWindow } from '#lib/sms/send-window.ts'

/** How a message leaves beside its time, as it was chosen. */
export type LeavingOptions = {
  /** `usual`: the hours of each recipient's market. Null until somebody chose: as the settings say. */
  hours: 'usual' | 'any' | 'own' | null
  from: string
  to: string
  /** Days of the week, 1 is Monday. */
  days: readonly number[]
  /** So many hours after its time nobody is sent to any more; null is for as long as it takes. */
  validHours: number | null
  /** As typed; empty is as fast as the account allows. */
  rate: string
}

export const usualOptions: LeavingOptions = {
  hours: null,
  from: '08:00',
  to: '18:00',
  days: [1, 2, 3, 4, 5],
  validHours: null,
  rate: '',
}

/** The hours that are meant; `quiet` is what the settings say where nothing was chosen. */
export function hoursChosen(options: LeavingOptions, quiet: boolean): 'usual' | 'any' | 'own' {
  return options.hours ?? (quiet ? 'usual' : 'any')
}

export function windowChosen(options: LeavingOptions, quiet: boolean): SendWindow | null {
  const { from, to, days } = options
  switch (hoursChosen(options, quiet)) {
    case 'usual':
      return { kind: 'market' }
    case 'own':
      return { kind: 'hours', from, to, days }
    default:
      return null
  }
}

const HIGHEST_RATE = 100_000

/** Recipients a second, null where none was typed, NaN where it is no such number. */
export function rateChosen({ rate }: LeavingOptions): number | null {
  if (rate.trim() === '') return null
  const value = Number(rate)
  return Number.isInteger(value) && value >= 1 && value <= HIGHEST_RATE ? value : Number.NaN
}

/** The last moment at which somebody may be sent to, for a message that leaves at an instant. */
export const validUntil = ({ validHours }: LeavingOptions, leavesAt: Date): Date | null =>
  validHours === null ? null : new Date(leavesAt.getTime() + validHours * 3_600_000)

/** Whether all of it can be meant. */
export const isSound = (options: LeavingOptions): boolean =>
  !Number.isNaN(rateChosen(options)) &&
  (options.hours !== 'own' || (options.from < options.to && options.days.length > 0))
