/** How many people had been dealt with at an instant (ms). */
export type Sample = { at: number; gone: number }

/** A rate over less than this says more about the last second than about the message. */
const SHORTEST_MS = 2500
const WINDOW_MS = 15_000

/** Adds what has just been read to what is remembered of the last quarter of a minute. */
export function addSample(samples: readonly Sample[], next: Sample): Sample[] {
  const last = samples.at(-1)
  // It never goes back: if it seems to, an older answer came late.
  if (last && (next.at <= last.at || next.gone < last.gone)) return [...samples]
  const kept = samples.filter((sample) => next.at - sample.at <= WINDOW_MS)
  return [...(kept.length > 0 ? kept : last ? [last] : []), next]
}

/** People per second; null while too little is known. */
export function ratePerSecond(samples: readonly Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.at - first.at < SHORTEST_MS) return null
  return ((last.gone - first.gone) / (last.at - first.at)) * 1000
}

type Span =
  | { unit: 'seconds' | 'minutes'; hours: 0; count: number }
  | { unit: 'hours'; hours: number; count: number }

/**
 * How long it will take at this rate, as coarse as such a guess deserves: seconds below a minute, in fives above ten;
 * minutes; hours with minutes in `count`. Null when it does not move.
 */
export function timeLeft(people: number, rate: number | null): Span | null {
  if (rate === null || rate <= 0) return null
  const seconds = people / rate
  if (seconds < 55) {
    const count = seconds <= 10 ? Math.ceil(seconds) : Math.ceil(seconds / 5) * 5
    return { unit: 'seconds', hours: 0, count: Math.max(1, count) }
  }
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return { unit: 'minutes', hours: 0, count: Math.max(1, minutes) }
  return { unit: 'hours', hours: Math.floor(minutes / 60), count: minutes % 60 }
}
