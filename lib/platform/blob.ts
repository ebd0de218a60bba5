import type { Prisma } from '#prisma/generated/client.ts'
import type { Ctx, RootCtx } from './ctx.ts'

/** Bytes per piece: one row of about a quarter megabyte keeps memory flat on both sides. */
const PIECE = 256 * 1024

type Options = {
  mediaType: string
  maxBytes: number
  /** When it may be thrown away. */
  expiresAt?: Date
  /** For large inputs, outside of a transaction: on plain connections bytes travel several times as fast. */
  pool?: RootCtx['pool']
}

/** Signals that a stream was longer than allowed; nothing of it is kept. */
export class BlobTooLarge extends Error {
  override name = 'BlobTooLarge'
}

/**
 * Streams bytes into the database in pieces and answers with the blob's id. What was written of a stream that broke or
 * was too long is removed. Webs and workers need no shared disk because of this.
 */
export async function writeBlob(
  ctx: Ctx,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: Options,
): Promise<string> {
  const { id } = await ctx.db.blob.create({
    data: { mediaType: options.mediaType, expiresAt: options.expiresAt ?? null },
    select: { id: true },
  })
  let [bytes, pieces, waiting, size] = [0, 0, [] as Uint8Array[], 0]
  // One piece is on its way to the database while the next one is being read, and never more than one.
  let written = Promise.resolve()
  const flush = async () => {
    await written
    if (size === 0) return
    written = insertPiece(ctx, options.pool, { blobId: id, no: pieces++, data: Buffer.concat(waiting) })
    // Whoever waits for it next hears of it; unheard meanwhile it would end the process.
    written.catch(() => undefined)
    waiting = []
    size = 0
  }
  try {
    for await (const part of content) {
      bytes += part.byteLength
      if (bytes > options.maxBytes) throw new BlobTooLarge()
      waiting.push(part)
      size += part.byteLength
      if (size >= PIECE) await flush()
    }
    await flush()
    await written
  } catch (error) {
    await written.catch(() => undefined)
    await ctx.db.blob.delete({ where: { id } })
    throw error
  }
  await ctx.db.blob.update({ where: { id }, data: { bytes, pieces, complete: true } })
  return id
}

type Piece = { blobId: string; no: number; data: Buffer<ArrayBuffer> }

async function insertPiece(ctx: Ctx, pool: RootCtx['pool'] | undefined, piece: Piece): Promise<void> {
  if (!pool) {
    await ctx.db.blobPiece.create({ data: piece })
    return
  }
  const values = [piece.blobId, piece.no, piece.data]
  await pool.query('insert into blob_piece (blob_id, no, data) values ($1, $2, $3)', values)
}

/** How far a blob has been read; both are in bytes. */
export type Meter = { read: number; total: number }

/** Streams a blob's bytes. Throws when it is not there or was never completed. */
export async function* readBlob(ctx: Ctx, id: string, meter?: Meter): AsyncGenerator<Uint8Array> {
  const blob = await ctx.db.blob.findUniqueOrThrow({
    where: { id },
    select: { pieces: true, complete: true, bytes: true },
  })
  if (!blob.complete) throw new Error('the blob was never completed')
  if (meter) meter.total = Number(blob.bytes)
  for (let no = 0; no < blob.pieces; no++) {
    const piece = await ctx.db.blobPiece.findUniqueOrThrow({ where: { blobId_no: { blobId: id, no } } })
    yield piece.data
    if (meter) meter.read += piece.data.length
  }
}

/** What stands in each line of a blob of JSON lines. */
export async function* readJsonLines(ctx: Ctx, blobId: string, meter?: Meter): AsyncGenerator<unknown> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of readBlob(ctx, blobId, meter)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line)
  }
  if (rest) yield JSON.parse(rest)
}

/**
 * Makes a blob out of rows without moving them: `pieces` is a query of `(no int, data bytea)`, numbered from 0, read in one
 * snapshot. Answers its id.
 */
export async function writeBlobFrom(
  ctx: Ctx,
  pieces: Prisma.Sql,
  { mediaType, expiresAt }: { mediaType: string; expiresAt: Date },
): Promise<string> {
  const [made] = await ctx.db.$queryRaw<{ id: string }[]>`
    with source as materialized (${pieces}),
    made as (
      insert into blob (media_type, bytes, pieces, complete, expires_at)
      select ${mediaType}, coalesce(sum(octet_length(data)), 0), count(*), true, ${expiresAt} from source returning id),
    written as (insert into blob_piece (blob_id, no, data) select made.id, no, data from made, source)
    select id::text from made`
  if (!made) throw new Error('no blob was made')
  return made.id
}

/** Puts off the day on which a blob may be thrown away, never brings it forward. False when it is not there any more. */
export async function keepBlob(ctx: Ctx, id: string, until: Date): Promise<boolean> {
  const kept = await ctx.db.$executeRaw`
    update blob set expires_at = case when expires_at is not null then greatest(expires_at, ${until}) end
    where id = ${id}::uuid and complete`
  return kept > 0
}

/** Throws a blob away that nobody will ask for. */
export async function deleteBlob(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.blob.deleteMany({ where: { id } })
}

/** A blob that is read here and there, as a zip archive is. */
export type BlobFile = {
  mediaType: string
  bytes: number
  /** The bytes from `start` up to but not including `end`. */
  read: (start: number, end: number) => AsyncGenerator<Uint8Array>
}

/** Opens a blob for reading in any order. Null when it is not there or was never completed. */
export async function openBlob(ctx: Ctx, id: string): Promise<BlobFile | null> {
  const blob = await ctx.db.blob.findUnique({
    where: { id },
    select: { mediaType: true, bytes: true, complete: true },
  })
  if (!blob?.complete) return null
  const pieces = await ctx.db.$queryRaw<{ no: number; size: number }[]>`
    select no, octet_length(data) as size from blob_piece where blob_id = ${id}::uuid order by no`
  let last: { no: number; data: Uint8Array } | null = null
  const load = async (no: number): Promise<Uint8Array> => {
    // An archive's directory and headers are many small reads beside each other.
    if (last?.no === no) return last.data
    const { data } = await ctx.db.blobPiece.findUniqueOrThrow({ where: { blobId_no: { blobId: id, no } } })
    last = { no, data }
    return data
  }
  return {
    mediaType: blob.mediaType,
    bytes: Number(blob.bytes),
    async *read(start, end) {
      let at = 0
      for (const { no, size } of pieces) {
        const [from, to] = [Math.max(start - at, 0), Math.min(end - at, size)]
        at += size
        if (from < to) yield (await load(no)).subarray(from, to)
        if (at >= end) return
      }
    },
  }
}
