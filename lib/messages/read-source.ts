import { readCsv } from '#lib/contacts/read-csv.ts'
import { readBlob, writeBlob } from '#lib/platform/blob.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { splitPasted } from '#lib/sms/pasted-numbers.ts'
import type { SourceRow } from './plan-row.ts'
import { PLAN_IN_REQUEST } from './rules.ts'
import { type FileSource, type MessageSource, messageSource } from './schema.ts'
import { findToResend } from './store-resend.ts'

/** Rows per batch: large enough for one look-up of suppressions to be cheap, small enough to keep memory flat. */
const BATCH = 5000

/**
 * Reads an audience in batches, each row with its number in the user's own list. Can be read again from the start.
 * Of a row's own values only those that the text names are kept.
 */
export async function* readSource(
  ctx: Ctx,
  source: MessageSource,
  names: readonly string[],
): AsyncGenerator<SourceRow[]> {
  switch (source.kind) {
    case 'pasted':
      yield* inBatches(pastedRows(source.text))
      return
    case 'list':
      yield* inBatches(listedRows(source.recipients, names))
      return
    case 'blob':
      yield* blobRows(ctx, source.blobId, names)
      return
    case 'file':
      yield* fileRows(ctx, source, names)
      return
    case 'resend':
      yield* findToResend(ctx, source, BATCH)
      return
    default:
      source satisfies never
  }
}

function* pastedRows(text: string): Generator<SourceRow> {
  for (const { raw, line } of splitPasted(text)) yield { rowNo: line, raw, variables: null }
}

type Listed = { msisdn: string; variables?: Record<string, string> | undefined }

function* listedRows(recipients: readonly Listed[], names: readonly string[]): Generator<SourceRow> {
  for (const [i, entry] of recipients.entries())
    yield { rowNo: i + 1, raw: entry.msisdn, variables: pick(entry.variables, names) }
}

function* inBatches(rows: Iterable<SourceRow>): Generator<SourceRow[]> {
  let batch: SourceRow[] = []
  for (const row of rows) {
    if (batch.push(row) < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function* blobRows(ctx: Ctx, blobId: string, names: readonly string[]): AsyncGenerator<SourceRow[]> {
  let rowNo = 0
  for await (const lines of readBlobLines(ctx, blobId)) {
    yield lines.map((line) => {
      const [raw, variables] = JSON.parse(line) as [string, Record<string, string> | null]
      return { rowNo: ++rowNo, raw, variables: pick(variables, names) }
    })
  }
}

/** The rows of an uploaded table: one column is the number, the others are values by their heading. */
async function* fileRows(
  ctx: Ctx,
  source: FileSource,
  names: readonly string[],
): AsyncGenerator<SourceRow[]> {
  const { phoneColumn, columns, hasHeader } = source
  const wanted = names.flatMap((name) => {
    const at = columns.indexOf(name)
    return at < 0 ? [] : [[name, at] as const]
  })
  for await (const rows of readCsv(readBlob(ctx, source.blobId), source.format)) {
    yield rows
      .filter((row) => !hasHeader || row.rowNo > 1)
      .map(({ rowNo, cells }) => ({
        rowNo,
        raw: cells[phoneColumn] ?? '',
        variables:
          wanted.length === 0
            ? null
            : Object.fromEntries(wanted.map(([name, at]) => [name, cells[at] ?? ''])),
      }))
  }
}

const pick = (variables: Record<string, string> | null | undefined, names: readonly string[]) => {
  if (!variables || names.length === 0) return null
  return Object.fromEntries(
    names.flatMap((n) => (Object.hasOwn(variables, n) ? [[n, variables[n] as string]] : [])),
  )
}

/** How many entries a source has at most; what is not counted cheaply is Infinity. */
export function sourceSize(source: MessageSource): number {
  if (source.kind === 'list') return source.recipients.length
  if (source.kind === 'pasted') return Math.ceil(source.text.length / 6)
  return source.kind === 'resend' ? source.people : Number.POSITIVE_INFINITY
}

/** Longer lists are kept apart: a message row is read often, its audience once. */
export async function keepSource(ctx: Ctx, source: MessageSource): Promise<MessageSource> {
  if (source.kind !== 'list' || source.recipients.length <= PLAN_IN_REQUEST) return source
  const blobId = await writeBlob(ctx, lines(source.recipients), {
    mediaType: 'application/x-ndjson',
    maxBytes: Number.MAX_SAFE_INTEGER,
  })
  return { kind: 'blob', blobId }
}

function* lines(recipients: readonly Listed[]): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  for (let from = 0; from < recipients.length; from += BATCH) {
    const batch = recipients.slice(from, from + BATCH)
    yield encoder.encode(batch.map((r) => `${JSON.stringify([r.msisdn, r.variables ?? null])}\n`).join(''))
  }
}

export const parseSource = (stored: unknown): MessageSource => messageSource.parse(stored)

async function* readBlobLines(ctx: Ctx, blobId: string): AsyncGenerator<string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of readBlob(ctx, blobId)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield lines
  }
  if (rest) yield [rest]
}
