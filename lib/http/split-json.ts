import { AppError } from '#lib/shared/errors.ts'

/** A stretch of a list: its entries as they were written, without the brackets, in whole entries. */
export type Stretch = { name: string; json: Uint8Array; hasObjects: boolean }

/** Bytes after which a list is cut at its next comma. */
const STRETCH = 64 * 1024
/** No entry of a list is as large as this. */
const MAX_STRETCH = 1024 * 1024

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d]

/**
 * Takes a JSON object apart while it comes in: named lists of the object itself are handed over in stretches, in their
 * order, and are empty in the rest, which is small. Finds where things end and checks no more than that: the stretches
 * and the rest are parsed by others. Memory does not grow with a list.
 */
export class JsonSplitter {
  private readonly names: readonly string[]
  private readonly maxRest: number
  /** Everything but the lists. */
  private rest = Buffer.alloc(4096)
  private restSize = 0
  private depth = 0
  private inString = false
  private escaped = false
  /** Of the last string of the object itself: where it stands in the rest. */
  private key: { from: number; to: number } | null = null
  /** The name whose value comes next. */
  private awaited: string | null = null
  private list: { name: string; depth: number; hasObjects: boolean; cut: boolean } | null = null
  /** What was taken of the current stretch from earlier pieces. */
  private taken: Uint8Array[] = []
  private takenSize = 0

  /** `maxRest`: bytes that everything but the lists may have. */
  constructor(names: readonly string[], maxRest: number) {
    this.names = names
    this.maxRest = maxRest
  }

  /** Throws INVALID_JSON for a list that is none, PAYLOAD_TOO_LARGE for an entry or a rest without end. */
  push(piece: Uint8Array): Stretch[] {
    const found: Stretch[] = []
    for (let at = 0; at < piece.length; )
      at = this.list ? this.pushList(piece, at, found) : this.pushRest(piece, at)
    return found
  }

  /** The object without its lists. Throws INVALID_JSON when it ended in the middle of one. */
  end(): Uint8Array {
    if (this.list) throw new AppError('INVALID_JSON')
    return this.rest.subarray(0, this.restSize)
  }

  /** Goes on until a list begins or the piece ends; answers where. */
  private pushRest(piece: Uint8Array, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at] as number
      this.keep(byte)
      if (this.inString) this.passString(byte)
      else if (this.passRest(byte)) return at + 1
    }
    return piece.length
  }

  private passString(byte: number): void {
    if (this.escaped) this.escaped = false
    else if (byte === BACKSLASH) this.escaped = true
    else if (byte === QUOTE) {
      this.inString = false
      if (this.key && this.depth === 1) this.key.to = this.restSize
    }
  }

  /** True when a list begins that is handed over. */
  private passRest(byte: number): boolean {
    if (byte <= 0x20) return false
    const name = this.awaited
    this.awaited = null
    switch (byte) {
      case QUOTE:
        this.inString = true
        this.key = this.depth === 1 ? { from: this.restSize - 1, to: 0 } : null
        return false
      case COLON:
        if (this.depth === 1 && this.key) this.awaited = this.nameAt(this.key)
        return false
      case OPEN_LIST:
        if (name !== null && this.names.includes(name)) {
          this.list = { name, depth: 0, hasObjects: false, cut: false }
          return true
        }
        this.depth++
        return false
      case OPEN_OBJECT:
        this.depth++
        return false
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        this.depth--
        return false
    }
    return false
  }

  private nameAt({ from, to }: { from: number; to: number }): string | null {
    try {
      return JSON.parse(this.rest.toString('utf8', from, to)) as string
    } catch {
      // The rest is refused as a whole later.
      return null
    }
  }

  private keep(byte: number): void {
    if (this.restSize === this.maxRest)
      throw new AppError('PAYLOAD_TOO_LARGE', { params: { limit: readable(this.maxRest) } })
    if (this.restSize === this.rest.length) {
      const larger = Buffer.alloc(this.rest.length * 2)
      this.rest.copy(larger)
      this.rest = larger
    }
    this.rest[this.restSize++] = byte
  }

  /** Goes on until the list or the piece ends; answers where. */
  private pushList(piece: Uint8Array, start: number, found: Stretch[]): number {
    const list = this.list as NonNullable<typeof this.list>
    let from = start
    for (let at = start; at < piece.length; at++) {
      const byte = piece[at] as number
      if (this.inString) {
        if (this.escaped) this.escaped = false
        else if (byte === BACKSLASH) this.escaped = true
        else if (byte === QUOTE) this.inString = false
      } else if (byte === QUOTE) this.inString = true
      else if (byte === COMMA) {
        if (list.depth > 0 || this.takenSize + at - from < STRETCH) continue
        found.push(this.stretch(piece.subarray(from, at)))
        list.cut = true
        from = at + 1
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        list.depth++
        list.hasObjects = true
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (--list.depth >= 0) continue
        if (byte === CLOSE_OBJECT) throw new AppError('INVALID_JSON')
        return this.closeList(piece, from, at, found)
      }
    }
    this.taken.push(piece.slice(from))
    this.takenSize += piece.length - from
    if (this.takenSize > MAX_STRETCH)
      throw new AppError('PAYLOAD_TOO_LARGE', { params: { limit: readable(MAX_STRETCH) } })
    return piece.length
  }

  private closeList(piece: Uint8Array, from: number, at: number, found: Stretch[]): number {
    const last = this.stretch(piece.subarray(from, at))
    const isEmpty = last.json.every((byte) => byte <= 0x20)
    // A comma with nothing behind it.
    if (isEmpty && this.list?.cut) throw new AppError('INVALID_JSON')
    if (!isEmpty) found.push(last)
    this.list = null
    this.keep(CLOSE_LIST)
    return at + 1
  }

  private stretch(end: Uint8Array): Stretch {
    const { name, hasObjects } = this.list as NonNullable<typeof this.list>
    const json = this.taken.length === 0 ? end : Buffer.concat([...this.taken, end])
    this.taken = []
    this.takenSize = 0
    if (this.list) this.list.hasObjects = false
    return { name, json, hasObjects }
  }
}

const readable = (bytes: number): string => `${Math.floor(bytes / 1024)} kB`
