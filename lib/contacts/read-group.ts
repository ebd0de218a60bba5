import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { contactVariables } from './rules.ts'
import * as store from './store-groups.ts'

export type GroupMember = { contactId: number; msisdn: string; variables: Record<string, string> }

/**
 * The people of a group in batches, each with what a text can say of them. Throws UNKNOWN_GROUP. Who is put in or taken
 * out while it is read may or may not be among them: read it once and keep what was read.
 */
export async function* readGroup(ctx: Ctx, groupId: number): AsyncGenerator<GroupMember[]> {
  if (!(await store.findGroup(ctx, groupId))) throw new AppError('UNKNOWN_GROUP', { field: 'groupId' })
  for await (const rows of store.readMembers(ctx, groupId))
    yield rows.map((row) => ({ contactId: row.id, msisdn: row.msisdn, variables: contactVariables(row) }))
}
