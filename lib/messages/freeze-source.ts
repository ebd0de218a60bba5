import { findUpload } from '#lib/contacts/find-upload.ts'
import { freezeGroups, requireGroups } from '#lib/contacts/read-group.ts'
import { keepBlob, openBlob, writeBlob } from '#lib/platform/blob.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { findOwnMessage } from './get-message.ts'
import { BATCH, type KeptEntry, type Listed } from './read-source.ts'
import { PLAN_IN_REQUEST } from './rules.ts'
import type { AudienceSource, FileSource, MessageSource } from './schema.ts'

/** A draft is kept as long after its last change, and a plan that went wrong can be made again. */
const KEPT_MS = 7 * 86_400_000

const wantedUntil = (ctx: Ctx): Date => new Date(ctx.now().getTime() + KEPT_MS)

/** No row with a number in it is shorter than this, in bytes. */
const SHORTEST_ROW = 8
/** What a row of a workbook takes, packed. Where it takes less, only a request waits a little longer than meant. */
const PACKED_ROW = 20

/**
 * Whether whoever asks may use these people: a file and a message must be theirs, a group must be there. A file that is
 * looked at is wanted, so it stays for another week. Throws NOT_FOUND, FORBIDDEN, UNKNOWN_GROUP.
 */
export async function checkSource(ctx: Ctx, source: MessageSource): Promise<void> {
  if (source.kind === 'file') {
    await findUpload(ctx, source.blobId)
    await keepBlob(ctx, source.blobId, wantedUntil(ctx))
  }
  if (source.kind === 'groups') await requireGroups(ctx, source.groupIds)
  if (source.kind === 'message') await findOwnMessage(ctx, source.uuid)
}

/**
 * The people of a confirmed message as they are kept with it: what becomes of a group afterwards changes nothing, a file
 * stays until the plan is made, and long lists are kept apart, because a message row is read often, its audience once.
 * `withValues`: the text says something of each person.
 */
export async function freezeSource<S extends MessageSource>(
  ctx: Ctx,
  source: S,
  { withValues }: { withValues: boolean },
): Promise<S | AudienceSource> {
  const expiresAt = wantedUntil(ctx)
  switch (source.kind) {
    case 'list':
      return source.recipients.length > PLAN_IN_REQUEST ? keepList(ctx, source.recipients, expiresAt) : source
    case 'blob':
      await keepBlob(ctx, source.blobId, expiresAt)
      return source
    case 'groups':
      return {
        kind: 'members',
        groupIds: source.groupIds,
        ...(await freezeGroups(ctx, source.groupIds, { withValues, expiresAt })),
      }
    case 'file':
      return keepFile(ctx, source, expiresAt)
    default:
      return source
  }
}

async function keepFile(ctx: Ctx, source: FileSource, expiresAt: Date): Promise<FileSource> {
  const file = await openBlob(ctx, source.blobId)
  if (!file || !(await keepBlob(ctx, source.blobId, expiresAt))) throw new AppError('NOT_FOUND')
  return { ...source, size: Math.ceil(file.bytes / ('sheet' in source.format ? PACKED_ROW : SHORTEST_ROW)) }
}

async function keepList(ctx: Ctx, recipients: readonly Listed[], expiresAt: Date): Promise<AudienceSource> {
  const blobId = await writeBlob(ctx, lines(recipients), {
    mediaType: 'application/x-ndjson',
    maxBytes: Number.MAX_SAFE_INTEGER,
    expiresAt,
  })
  return { kind: 'blob', blobId, size: recipients.length }
}

function* lines(recipients: readonly Listed[]): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  for (let from = 0; from < recipients.length; from += BATCH) {
    const batch = recipients.slice(from, from + BATCH)
    const entries = batch.map((r): KeptEntry => (r.variables ? [r.msisdn, r.variables] : r.msisdn))
    yield encoder.encode(`${JSON.stringify(entries)}\n`)
  }
}
