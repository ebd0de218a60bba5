import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { deleteBlob, writeBlob } from '#lib/platform/blob.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { parseInput } from './parse-input.ts'
import { defaultBodyBytes, parseJson, piecesOf } from './read-body.ts'
import { JsonSplitter, type Stretch } from './split-json.ts'

/** Lists of a body that may be too long for memory, each with how one of its entries is checked and kept. */
type LongLists = Record<string, { entry: z.ZodType; keep: (entry: never) => unknown }>

/** A list that was kept apart: a blob whose lines are JSON, each a list of entries. */
export type LongList = { name: string; blobId: string; size: number }

type Options = {
  maxBytes: number
  lists: LongLists
  /** Longer lists are kept apart. */
  shortUpTo: number
  mostEntries: number
}

/** What a list is kept for until somebody has a use for it. */
const KEPT_MS = 86_400_000

/**
 * Reads a JSON body in which a list may be longer than memory is wide: such a list is checked while it comes in and goes
 * to a blob, and is empty in `value`. `hash` is the SHA-256 of the whole body. Throws what `parseJson` and `parseInput`
 * throw, and PAYLOAD_TOO_LARGE; nothing is kept of a body that is refused here.
 */
export async function readLongBody(
  ctx: RootCtx,
  request: Request,
  options: Options,
): Promise<{ value: unknown; hash: string; long: LongList | null }> {
  const hash = createHash('sha256')
  const splitter = new JsonSplitter(Object.keys(options.lists), defaultBodyBytes)
  const stretches = stretchesOf(request, splitter, hash, options.maxBytes)
  const short: Record<string, unknown[]> = {}
  let long: LongList | null = null
  for (;;) {
    const { value: stretch, done } = await stretches.next()
    if (done) break
    const { name } = stretch
    const entries = parseStretch(stretch)
    const before = short[name] ?? []
    short[name] = before
    if (before.length + entries.length <= options.shortUpTo) before.push(...entries)
    else {
      const writer = new LongListWriter(name, options)
      const blobId = await writeBlob(ctx, writer.lines([before, entries], stretches), {
        mediaType: 'application/x-ndjson',
        maxBytes: Number.MAX_SAFE_INTEGER,
        pool: ctx.pool,
        expiresAt: new Date(ctx.now().getTime() + KEPT_MS),
      })
      short[name] = []
      long = { name, blobId, size: writer.size }
    }
  }
  try {
    const value = parseJson(splitter.end())
    // What is no object has no lists, and is refused by whoever looks at it next.
    const whole = typeof value === 'object' && value !== null ? Object.assign(value, short) : value
    return { value: whole, hash: hash.digest('hex'), long }
  } catch (error) {
    if (long) await deleteBlob(ctx, long.blobId)
    throw error
  }
}

async function* stretchesOf(
  request: Request,
  splitter: JsonSplitter,
  hash: ReturnType<typeof createHash>,
  maxBytes: number,
): AsyncGenerator<Stretch> {
  for await (const piece of piecesOf(request, maxBytes)) {
    hash.update(piece)
    yield* splitter.push(piece)
  }
}

/** Names in one object twice, too many levels and texts that cannot be stored are refused here as everywhere. */
const parseStretch = ({ json, hasObjects }: Stretch): unknown[] =>
  parseJson(Buffer.concat([Buffer.from('['), json, Buffer.from(']')]), { isFlat: !hasObjects }) as unknown[]

class LongListWriter {
  size = 0
  private readonly name: string
  private readonly options: Options
  private readonly encoder = new TextEncoder()

  constructor(name: string, options: Options) {
    this.name = name
    this.options = options
  }

  async *lines(first: unknown[][], rest: AsyncGenerator<Stretch>): AsyncGenerator<Uint8Array> {
    for (const entries of first) yield this.line(entries)
    for (;;) {
      const { value: stretch, done } = await rest.next()
      if (done) return
      // A second list beside the first is refused with the rest of the body, and does not belong here.
      if (stretch.name === this.name) yield this.line(parseStretch(stretch))
    }
  }

  private line(entries: unknown[]): Uint8Array {
    const { lists, mostEntries } = this.options
    const { entry: schema, keep } = lists[this.name] as LongLists[string]
    if (this.size + entries.length > mostEntries)
      throw new AppError('INVALID_REQUEST', {
        field: this.name,
        params: { problem: 'itemsMax', max: mostEntries },
      })
    const kept = entries.map((entry, i) => {
      const parsed = schema.safeParse(entry)
      return keep((parsed.success ? parsed.data : this.refuse(schema, entry, this.size + i)) as never)
    })
    this.size += entries.length
    return this.encoder.encode(`${JSON.stringify(kept)}\n`)
  }

  /** As if the whole list had been checked at once. */
  private refuse(schema: z.ZodType, entry: unknown, at: number): never {
    try {
      parseInput(schema, entry)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { code, field, params } = error
      throw new AppError(code, { field: `${this.name}[${at}]${field ? `.${field}` : ''}`, params })
    }
    throw new Error('an entry was refused and then taken')
  }
}
