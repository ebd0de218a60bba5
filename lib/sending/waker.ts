/** Lets one sleeper sleep until there is news, or for a while. News that come while it is awake keep it from sleeping. */
export class Waker {
  private rouse: (() => void) | null = null
  private news = false

  wake(): void {
    if (this.rouse) this.rouse()
    else this.news = true
  }

  /** Resolves at the next `wake`, or after this long; at once when there were news since the last time. */
  wait(ms: number): Promise<void> {
    if (this.news) {
      this.news = false
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.rouse?.(), ms)
      this.rouse = () => {
        clearTimeout(timer)
        this.rouse = null
        resolve()
      }
    })
  }
}
