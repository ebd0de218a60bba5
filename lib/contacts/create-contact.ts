import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { toContactView } from './contact-view.ts'
import { requireNumber } from './read-number.ts'
import { type ContactView, type NewContact, newContact } from './schema.ts'
import * as store from './store-contacts.ts'
import * as groups from './store-groups.ts'

/** Adds a person. Throws ALREADY_EXISTS and INVALID_REQUEST at `msisdn`, UNKNOWN_GROUP. */
export async function createContact(
  root: RootCtx,
  input: NewContact,
  defaultCountry: string,
): Promise<ContactView> {
  const { msisdn, groups: groupIds, attributes, ...rest } = newContact.parse(input)
  const number = requireNumber(msisdn, defaultCountry)
  return inTx(root, async (ctx) => {
    const row = await store.insertContact(ctx, { ...rest, ...number, attributes: known(attributes) })
    for (const groupId of groupIds) await putInto(ctx, groupId, Number(row.id))
    await recordAudit(ctx, { action: 'contact.create', target: `contact:${row.id}` })
    return toContactView(row)
  })
}

async function putInto(ctx: Ctx, groupId: number, contactId: number): Promise<void> {
  if (!(await groups.holdGroup(ctx, groupId))) throw new AppError('UNKNOWN_GROUP', { field: 'groups' })
  await groups.addMembers(ctx, groupId, { contactIds: [contactId], msisdns: [] })
}

/** Values that say something: an empty one is none, so that "fill the gaps" can fill it later. */
export const known = (attributes: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value.trim() !== ''))
