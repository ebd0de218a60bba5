import { createAccountIn } from '#lib/accounts/create-account.ts'
import { addCreditsIn } from '#lib/credits/add-credits.ts'
import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { createSenderIn } from '#lib/senders/create-sender.ts'
import { claimInstallation } from '#lib/users/claim-installation.ts'
import { insertUser } from '#lib/users/create-user.ts'
import { listUsers } from '#lib/users/list-users.ts'
import { hashPassword, oneTimePassword } from '#lib/users/password-hash.ts'

type Options = {
  adminEmail: string
  /** What the database keeps of both keys. */
  fingerprints: { authSecret: string; encryptionKey: string }
}

/** The admin that was made, or null where there are people already. */
export type NewAdmin = { email: string; oneTimePassword: string } | null

/**
 * Makes a new database usable, all at once: an admin with a one-time password, an account that delivers to nobody's phone
 * with its sender, and credits to try it with. On one that is in use it only checks that the keys are the right ones. Of
 * two starts at the same moment one does it and the other waits. Throws `StartError` when the keys are others.
 */
export function setUp(root: RootCtx, { adminEmail, fingerprints }: Options): Promise<NewAdmin> {
  return inTx(root, async (ctx) => {
    const { fresh } = await claimInstallation(ctx, fingerprints)
    if (!fresh) return null
    await createRehearsal(ctx)
    await addCreditsIn(ctx, { amount: 10_000, note: 'first run' })
    return createAdmin(ctx, adminEmail)
  })
}

async function createRehearsal(ctx: Ctx): Promise<void> {
  const settings = { defaultCountry: 'TH' }
  await createAccountIn(ctx, { provider: 'rehearsal', name: 'rehearsal', settings, isDefault: true })
  await createSenderIn(ctx, { account: 'rehearsal', value: 'REHEARSAL', approve: true })
}

/** The command line may have been there first. */
async function createAdmin(ctx: Ctx, email: string): Promise<NewAdmin> {
  if ((await listUsers(ctx)).length > 0) return null
  const password = oneTimePassword()
  const passwordHash = await hashPassword(password)
  await insertUser(ctx, { email, role: 'admin' }, { passwordHash, mustChangePassword: true })
  return { email, oneTimePassword: password }
}
