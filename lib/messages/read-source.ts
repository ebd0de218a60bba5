import { readFrozen, readGroups } from '#lib/contacts/read-group.ts'
import { readTable } from '#lib/contacts/read-table.ts'
import { saidInCell } from '#lib/contacts/rules-columns.ts'
import { type Meter, readJsonLines } from '#lib/platform/blob.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { splitPasted } from '#lib/sms/pasted-numbers.ts'
import { cleanText } from '#lib/sms/placeholders.ts'
import type { SourceRow } from './plan-row.ts'
import { type FileSource, type MessageSource, messageSource } from './schema.ts'
import { findToResend } from './store-resend.ts'
import { readSentTo } from './store-sent.ts'

/** Rows per batch: large enough for one look-up of suppressions to be cheap, small enough to keep memory flat. */
export const BATCH = 5000

/**
 * Reads an audience in batches, each row with its number in the user's own list. Can be read again from the start.
 * Of a row's own values only those that the text names are kept. `meter` tells how far it is, where bytes are read.
 */
export async function* readSource(
  ctx: Ctx,
  source: MessageSource,
  names: readonly string[],
  meter?: Meter,
): AsyncGenerator<SourceRow[]> {
  switch (source.kind) {
    case 'pasted':
      yield* inBatches(pastedRows(source.text))
      return
    case 'list':
      yield* inBatches(listedRows(source.recipients, names))
      return
    case 'blob':
      yield* blobRows(ctx, source.blobId, names, meter)
      return
    case 'file':
      yield* fileRows(ctx, source, names, meter)
      return
    case 'groups':
      yield* memberRows(readGroups(ctx, source.groupIds), names)
      return
    case 'members':
      yield* memberRows(readFrozen(ctx, source.blobId, meter), names)
      return
    case 'message':
      yield* sentRows(ctx, source.uuid)
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

export type Listed = { msisdn: string; variables?: Record<string, string> | undefined }

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

/** An entry of a long list as it is kept apart. */
export type KeptEntry = string | [string, Record<string, string>]

async function* blobRows(
  ctx: Ctx,
  blobId: string,
  names: readonly string[],
  meter?: Meter,
): AsyncGenerator<SourceRow[]> {
  let rowNo = 0
  for await (const line of readJsonLines(ctx, blobId, meter))
    yield (line as KeptEntry[]).map((entry) =>
      typeof entry === 'string'
        ? { rowNo: ++rowNo, raw: entry, variables: null }
        : { rowNo: ++rowNo, raw: entry[0], variables: pick(entry[1], names) },
    )
}

/** The rows of an uploaded table: one column is the number, the others are values by their heading. */
async function* fileRows(
  ctx: Ctx,
  source: FileSource,
  names: readonly string[],
  meter?: Meter,
): AsyncGenerator<SourceRow[]> {
  const { phoneColumn, columns, hasHeader } = source
  const wanted = names.flatMap((name) => {
    const at = columns.indexOf(name)
    return at < 0 ? [] : [[name, at] as const]
  })
  let isHeader = hasHeader
  for await (const rows of readTable(ctx, source.blobId, source.format, meter)) {
    // The first row with something in it, which need not be the first of the file.
    const people = isHeader ? rows.slice(1) : rows
    if (rows.length > 0) isHeader = false
    yield people.map(({ rowNo, cells }) => ({
      rowNo,
      raw: cells[phoneColumn] ?? '',
      variables:
        wanted.length === 0
          ? null
          : Object.fromEntries(wanted.map(([name, at]) => [name, cleanText(saidInCell(cells[at] ?? ''))])),
    }))
  }
}

/** People of groups have no row of the user's own; they are counted. */
async function* memberRows(
  members: AsyncIterable<{ msisdn: string; variables: Record<string, string> }[]>,
  names: readonly string[],
): AsyncGenerator<SourceRow[]> {
  let rowNo = 0
  for await (const batch of members)
    yield batch.map(({ msisdn, variables }) => ({
      rowNo: ++rowNo,
      raw: written(msisdn),
      variables: pick(variables, names),
    }))
}

async function* sentRows(ctx: Ctx, uuid: string): AsyncGenerator<SourceRow[]> {
  let rowNo = 0
  for await (const msisdns of readSentTo(ctx, uuid))
    yield msisdns.map((msisdn) => ({ rowNo: ++rowNo, raw: written(msisdn), variables: null }))
}

/** A number that we know, with its country code, whatever the account's own country is. */
const written = (msisdn: string): string => (msisdn.length === 64 ? msisdn : `+${msisdn}`)

const pick = (variables: Record<string, string> | null | undefined, names: readonly string[]) => {
  if (!variables || names.length === 0) return null
  return Object.fromEntries(
    names.flatMap((n) => (Object.hasOwn(variables, n) ? [[n, variables[n] as string]] : [])),
  )
}

/** How many entries a source has at most; what is not known cheaply is Infinity. */
export function sourceSize(source: MessageSource): number {
  if (source.kind === 'list') return source.recipients.length
  if (source.kind === 'pasted') return Math.ceil(source.text.length / 6)
  if (source.kind === 'resend') return source.people
  return ('size' in source ? source.size : undefined) ?? Number.POSITIVE_INFINITY
}

export const parseSource = (stored: unknown): MessageSource => messageSource.parse(stored)
