import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { suppressionKey } from '#lib/sms/phone-hash.ts'
import { toContactView } from './contact-view.ts'
import { type ContactDetails, contactDetails } from './schema.ts'
import * as store from './store-contacts.ts'
import * as groups from './store-groups.ts'
import * as suppressions from './store-suppressions.ts'

/** One person with their groups and whether they must not be texted. Throws NOT_FOUND. */
export async function getContact(ctx: Ctx, id: number): Promise<ContactDetails> {
  const row = await store.findContact(ctx, id)
  if (!row) throw new AppError('NOT_FOUND')
  const [inGroups, stopped] = await Promise.all([
    groups.findGroupsOf(ctx, id),
    suppressions.findSuppressionsOf(ctx, suppressionKey(row.msisdn)),
  ])
  return contactDetails.parse({
    ...toContactView(row),
    groups: inGroups,
    suppressions: stopped.map((one) => ({
      ...one,
      id: Number(one.id),
      createdAt: one.createdAt.toISOString(),
    })),
  })
}
