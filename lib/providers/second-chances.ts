import type { OutgoingSms } from './provider.ts'

/** Messages whose one second chance is remembered; older ones are forgotten and may get another. */
const REMEMBERED = 10_000

/** For refusals that may pass by themselves: each message is tried once more, then it waits for a person. */
export class SecondChances {
  private readonly pauseSeconds: number
  private readonly failed = new Set<string>()

  /** With 0 seconds nothing is tried again. */
  constructor(pauseSeconds: number) {
    this.pauseSeconds = pauseSeconds
  }

  /** After how many ms these are tried again together; null when they are none, or one has had its second chance. */
  readonly pauseMs = (messages: readonly OutgoingSms[]): number | null => {
    if (this.pauseSeconds === 0 || messages.length === 0) return null
    if (messages.some(({ reference }) => this.failed.has(reference))) return null
    for (const { reference } of messages) this.failed.add(reference)
    for (const oldest of this.failed) {
      if (this.failed.size <= REMEMBERED) break
      this.failed.delete(oldest)
    }
    return this.pauseSeconds * 1_000
  }
}
