import { type Meter, readJsonLines, writeBlobFrom } from '#lib/platform/blob.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { contactVariables } from './rules.ts'
import * as store from './store-groups.ts'

export type GroupMember = { msisdn: string; variables: Record<string, string> }

/**
 * The people of groups in batches, each once, with what a text can say of them. Who is put in or taken out while it is
 * read may or may not be among them. Throws UNKNOWN_GROUP, also when one is deleted before all of it was read.
 */
export async function* readGroups(ctx: Ctx, groupIds: readonly number[]): AsyncGenerator<GroupMember[]> {
  await requireGroups(ctx, groupIds)
  for await (const rows of store.readMembers(ctx, groupIds)) yield rows.map(toMember)
  await requireGroups(ctx, groupIds)
}

/** Throws UNKNOWN_GROUP unless all of them are there. Answers how many people are in them at most. */
export async function requireGroups(ctx: Ctx, groupIds: readonly number[]): Promise<number> {
  const found = await store.findGroupsById(ctx, groupIds)
  const missing = groupIds.find((id) => !found.some((group) => group.id === id))
  if (missing !== undefined)
    throw new AppError('UNKNOWN_GROUP', { field: 'contactGroupId', params: { group: missing } })
  return found.reduce((sum, { members }) => sum + members, 0)
}

/**
 * Keeps the people of groups as they are now, whatever becomes of the groups: one snapshot. `withValues`: with their names
 * and values, where a text says something of them. Throws UNKNOWN_GROUP. Answers the blob that `readFrozen` reads.
 */
export async function freezeGroups(
  ctx: Ctx,
  groupIds: readonly number[],
  { withValues, expiresAt }: { withValues: boolean; expiresAt: Date },
): Promise<{ blobId: string; size: number }> {
  const blobId = await writeBlobFrom(ctx, store.membersAsPieces(groupIds, withValues), {
    mediaType: 'application/x-ndjson',
    expiresAt,
  })
  // Afterwards, because a group that is deleted in between has left an empty place in the snapshot.
  return { blobId, size: await requireGroups(ctx, groupIds) }
}

/** The people that `freezeGroups` kept. */
export async function* readFrozen(ctx: Ctx, blobId: string, meter?: Meter): AsyncGenerator<GroupMember[]> {
  for await (const line of readJsonLines(ctx, blobId, meter))
    yield (line as [string, string, Record<string, string>][]).map(([msisdn, name, attributes]) =>
      toMember({ msisdn, name, attributes }),
    )
}

const toMember = (row: Omit<store.MemberRow, 'id'>): GroupMember => ({
  msisdn: row.msisdn,
  variables: contactVariables(row),
})
