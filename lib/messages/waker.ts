/** Lets idle loops sleep until there is news, with one timer for all of them. */
export class Waker {
  private sleepers: (() => void)[] = []

  wake(): void {
    const sleepers = this.sleepers
    this.sleepers = []
    for (const sleeper of sleepers) sleeper()
  }

  /** Resolves at the next `wake`, or after this long. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      function done() {
        clearTimeout(timer)
        resolve()
      }
      this.sleepers.push(done)
    })
  }
}
