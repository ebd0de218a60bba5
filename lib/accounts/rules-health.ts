/** Bounds in ms between which the times of requests are counted; what took longer than the last is counted apart. */
const bounds = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000] as const

/** One counter per bound, and one for what took longer. */
export const noTimes = (): number[] => Array.from({ length: bounds.length + 1 }, () => 0)

export const timeSlot = (ms: number): number => {
  const slot = bounds.findIndex((bound) => ms < bound)
  return slot === -1 ? bounds.length : slot
}

/** The time that half of the requests kept below, ms, as well as the counters tell; null where there were none. */
export function medianOf(times: readonly number[]): number | null {
  const half = times.reduce((sum, n) => sum + n, 0) / 2
  if (half === 0) return null
  let before = 0
  for (const [slot, n] of times.entries()) {
    if (before + n >= half) {
      const from = bounds[slot - 1] ?? 0
      const to = bounds[slot] ?? from
      return Math.round(from + ((half - before) / n) * (to - from))
    }
    before += n
  }
  return null
}

/** Whole percent of the requests that went without trouble; null where there were none. A single failure is never 100 %. */
export function successShare(good: number, bad: number): number | null {
  if (good + bad === 0) return null
  return Math.floor((good * 100) / (good + bad))
}
