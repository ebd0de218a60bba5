import {
  type CountryClock,
  type LocalWindow,
  localWindow,
  nextOpening,
  type SendWindow,
} from '#lib/sms/send-window.ts'

/** People of one country, the hours in which they may be sent to, and until when they wait; null: they do not. */
export type Place = {
  country: string
  people: number
  clock: CountryClock
  /** Null where no time of the day lies in the hours on all clocks of the country. */
  window: LocalWindow | null
  waitsUntil: Date | null
}

type Audience = {
  countries: Record<string, { recipients: number }>
  clocks: Record<string, CountryClock>
}

/** Where the people of a message are, most people first, and who waits when it leaves at an instant. */
export function placesOf({ countries, clocks }: Audience, choice: SendWindow, leavesAt: Date): Place[] {
  return Object.entries(countries)
    .flatMap(([country, { recipients }]) => {
      const clock = clocks[country]
      if (!clock) return []
      const window = localWindow(choice, country, clock)
      const opens = window && nextOpening(window, leavesAt)
      const waitsUntil = opens && opens > leavesAt ? opens : null
      return [{ country, people: recipients, clock, window, waitsUntil }]
    })
    .toSorted((a, b) => b.people - a.people)
}
