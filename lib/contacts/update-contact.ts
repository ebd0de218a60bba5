import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { toContactView } from './contact-view.ts'
import { known } from './create-contact.ts'
import { requireNumber } from './read-number.ts'
import { type ContactChange, type ContactView, contactChange } from './schema.ts'
import * as store from './store-contacts.ts'

/** Changes what is given. Throws NOT_FOUND, ALREADY_EXISTS and INVALID_REQUEST at `msisdn`. */
export async function updateContact(
  root: RootCtx,
  id: number,
  input: ContactChange,
  defaultCountry: string,
): Promise<ContactView> {
  const { msisdn, attributes, ...rest } = contactChange.parse(input)
  const number = msisdn === undefined ? {} : requireNumber(msisdn, defaultCountry)
  return inTx(root, async (ctx) => {
    if (!(await store.lockContact(ctx, id))) throw new AppError('NOT_FOUND')
    const row = await store.updateContact(ctx, id, {
      ...rest,
      ...number,
      ...(attributes && { attributes: known(attributes) }),
    })
    await recordAudit(ctx, {
      action: 'contact.update',
      target: `contact:${id}`,
      details: { fields: Object.keys(input) },
    })
    return toContactView(row)
  })
}
