/** Repeatable chance (mulberry32): a number in [0, 1) each time. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export class Chance {
  readonly draw: () => number

  constructor(seed: number) {
    this.draw = randomFrom(seed)
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.draw() * (most - least + 1))
  }

  one<T>(list: readonly T[]): T {
    const found = list[this.between(0, list.length - 1)]
    if (found === undefined) throw new Error('nothing to choose from')
    return found
  }

  is(probability: number): boolean {
    return this.draw() < probability
  }
}
