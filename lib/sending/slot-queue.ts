/** An intent costs a round trip, so one waits this long for more slots than the few that happen to be free. */
const GATHER_MS = 10

export type Patience = { patienceMs: number; isUrgent: boolean }

type Waiter = { least: number; go: () => void }

/** Those who wait for requests of others to end, first come first served but for the urgent. */
export class SlotQueue {
  private readonly waiting: Waiter[] = []
  private readonly free: () => number

  constructor(free: () => number) {
    this.free = free
  }

  /**
   * Calls `take` once `want` slots are free, or the first that come free after a moment, or when the patience is at its
   * end; answers what it says. It takes the slots in the same tick, so that they are given to one only.
   */
  wait(want: number, take: () => number, { patienceMs, isUrgent }: Patience): Promise<number> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        least: want,
        go: () => {
          clearTimeout(timer)
          this.waiting.splice(this.waiting.indexOf(waiter), 1)
          resolve(take())
        },
      }
      let timer = setTimeout(() => {
        timer = setTimeout(waiter.go, Math.max(0, patienceMs - GATHER_MS))
        waiter.least = 1
        this.admit()
      }, GATHER_MS)
      if (isUrgent) this.waiting.unshift(waiter)
      else this.waiting.push(waiter)
    })
  }

  isEmpty(): boolean {
    return this.waiting.length === 0
  }

  /** Slots have become free. */
  admit(): void {
    for (let first = this.waiting[0]; first && this.free() >= first.least; first = this.waiting[0]) first.go()
  }
}
