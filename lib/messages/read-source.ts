import { readBlob, writeBlob } from '#lib/platform/blob.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { splitPasted } from '#lib/sms/pasted-numbers.ts'
import type { SourceRow } from './plan-audience.ts'
import { PLAN_IN_REQUEST } from './rules.ts'
import { type AudienceSource, audienceSource } from './schema.ts'

/** Rows per batch: large enough for one look-up of suppressions to be cheap, small enough to keep memory flat. */
const BATCH = 5000

/** Reads an audience in batches, each row with its number in the user's own list. Can be read again from the start. */
export async function* readSource(ctx: Ctx, source: AudienceSource): AsyncGenerator<SourceRow[]> {
  let batch: SourceRow[] = []
  for await (const row of rowsOf(ctx, source)) {
    if (batch.push(row) < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function* rowsOf(ctx: Ctx, source: AudienceSource): AsyncGenerator<SourceRow> {
  switch (source.kind) {
    case 'pasted':
      for (const { raw, line } of splitPasted(source.text)) yield { rowNo: line, raw, variables: null }
      return
    case 'list':
      for (const [i, entry] of source.recipients.entries())
        yield { rowNo: i + 1, raw: entry.msisdn, variables: entry.variables ?? null }
      return
    case 'blob': {
      let rowNo = 0
      for await (const line of readBlobLines(ctx, source.blobId)) {
        rowNo++
        const [raw, variables] = JSON.parse(line) as [string, Record<string, string> | null]
        yield { rowNo, raw, variables }
      }
      return
    }
    default:
      source satisfies never
  }
}

/** How many entries a source has at most; what is not counted cheaply is Infinity. */
export const sourceSize = (source: AudienceSource): number =>
  source.kind === 'list'
    ? source.recipients.length
    : source.kind === 'pasted'
      ? Math.ceil(source.text.length / 6)
      : Number.POSITIVE_INFINITY

/** Longer lists are kept apart: a message row is read often, its audience once. */
export async function keepSource(ctx: Ctx, source: AudienceSource): Promise<AudienceSource> {
  if (source.kind !== 'list' || source.recipients.length <= PLAN_IN_REQUEST) return source
  const blobId = await writeBlob(ctx, lines(source.recipients), {
    mediaType: 'application/x-ndjson',
    maxBytes: Number.MAX_SAFE_INTEGER,
  })
  return { kind: 'blob', blobId }
}

function* lines(
  recipients: { msisdn: string; variables?: Record<string, string> | undefined }[],
): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  for (let from = 0; from < recipients.length; from += BATCH) {
    const batch = recipients.slice(from, from + BATCH)
    yield encoder.encode(batch.map((r) => `${JSON.stringify([r.msisdn, r.variables ?? null])}\n`).join(''))
  }
}

export const parseSource = (stored: unknown): AudienceSource => audienceSource.parse(stored)

async function* readBlobLines(ctx: Ctx, blobId: string): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of readBlob(ctx, blobId)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest) yield rest
}
