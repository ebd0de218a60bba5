/**
 * Lets only so many run at once and so many more wait: `const line = waitingLine({ atOnce: 2, inLine: 50 })`, then
 * `line(work)`. Answers null without running it when the line is full.
 */
export function waitingLine({ atOnce, inLine }: { atOnce: number; inLine: number }) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (running >= atOnce) {
      if (waiting.length >= inLine) return null
      // Whoever leaves hands its place over, so that nobody slips in between.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
