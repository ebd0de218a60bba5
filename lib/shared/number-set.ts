/**
 * A set of positive whole numbers below 2^53 in one flat array: two million phone numbers take 34 MB, where a `Set`
 * takes several times as much and stops the process to sort itself out.
 */
export class NumberSet {
  private slots: Float64Array
  private mask: number
  size = 0

  constructor(expected = 1024) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)))
    this.slots = new Float64Array(capacity)
    this.mask = capacity - 1
  }

  /** True when it was not there yet. */
  add(value: number): boolean {
    const slot = this.find(value)
    if (this.slots[slot] === value) return false
    this.slots[slot] = value
    this.size++
    if (this.size * 2 > this.slots.length) this.grow()
    return true
  }

  has(value: number): boolean {
    return this.slots[this.find(value)] === value
  }

  *values(): Generator<number> {
    for (const value of this.slots) if (value !== 0) yield value
  }

  private find(value: number): number {
    // Both halves are mixed, because the numbers of one country differ only in their last digits.
    let hash = (value % 4294967296) ^ Math.imul(Math.floor(value / 4294967296), 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    let slot = (hash ^ (hash >>> 13)) & this.mask
    while (this.slots[slot] !== 0 && this.slots[slot] !== value) slot = (slot + 1) & this.mask
    return slot
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Float64Array(old.length * 2)
    this.mask = this.slots.length - 1
    for (const value of old) if (value !== 0) this.slots[this.find(value)] = value
  }
}
