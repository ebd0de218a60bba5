import { openAccountNamed } from '#lib/accounts/find-account.ts'
import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { checkSenderForm } from './check-form.ts'
import { type NewSender, newSender, type SenderView } from './schema.ts'
import { toSenderView } from './sender-view.ts'
import * as store from './store.ts'

/** Adds a sender to an account; only approved senders send. Shared by everybody. */
export const createSender = (root: RootCtx, input: NewSender): Promise<SenderView> =>
  inTx(root, (ctx) => createSenderIn(ctx, input))

/** The same inside a transaction of the caller. */
export async function createSenderIn(ctx: Ctx, input: NewSender): Promise<SenderView> {
  const { account: name, value, approve } = newSender.parse(input)
  const account = await openAccountNamed(ctx, name)
  checkSenderForm(account.capabilities.senderForm, value)
  const status = approve ? 'approved' : 'pending'
  const row = await store.insertSender(ctx, { accountId: account.id, value, status, ownerId: null })
  await recordAudit(ctx, { action: 'sender.create', target: `sender:${row.id}`, details: { status } })
  return toSenderView(row)
}
