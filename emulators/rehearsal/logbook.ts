/** One message that reached the provider, whatever became of it. */
export type Received = {
  /** Counts up from 1. */
  n: number
  at: string
  sender: string
  to: string
  text: string
  yourReference: string
  /** Null when it was not accepted. */
  reference: string | null
  /** Whether the caller was told, or the answer was lost or spoilt. */
  answer: 'given' | 'lost' | 'malformed'
}

/** The last messages received, in a ring of fixed size. */
export class Logbook {
  private readonly ring: Received[] = []
  private readonly size: number
  private count = 0

  constructor(size: number) {
    this.size = size
  }

  add(received: Omit<Received, 'n'>): void {
    this.count += 1
    if (this.size > 0) this.ring[(this.count - 1) % this.size] = { n: this.count, ...received }
  }

  /** Messages with a number above `after`, oldest first; those that the ring has overwritten are missing. */
  after(after: number, limit: number): Received[] {
    const from = Math.max(after, this.count - this.size, 0)
    const wanted = Math.max(Math.min(this.count - from, limit), 0)
    return Array.from({ length: wanted }, (_, at) => this.ring[(from + at) % this.size] as Received)
  }

  clear(): void {
    this.ring.length = 0
    this.count = 0
  }
}
