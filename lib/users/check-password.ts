import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { isPassword } from './password-hash.ts'
import { throttles } from './rules.ts'
import * as store from './store.ts'
import * as throttle from './store-throttle.ts'

type Claim = { email: string; password: string; ip: string | null }

/**
 * The user with this e-mail address and password. Wrong ones cost growing delays, per e-mail address and per network
 * address, and an address without a user takes as long and counts as much as one with. Throws WRONG_PASSWORD, RATE_LIMITED
 * with the seconds to wait.
 */
export async function checkPassword(root: RootCtx, { email, password, ip }: Claim): Promise<store.UserRow> {
  const emailKey = `email:${email}`
  const addressKey = ip === null ? null : `address:${ip}`
  await inTx(root, async (ctx) => {
    // Always in this order, so that two sign-ins cannot wait for each other.
    const waits = [
      addressKey === null ? 0 : await throttle.countAttempt(ctx, addressKey, throttles.address),
      await throttle.countAttempt(ctx, emailKey, throttles.email),
    ]
    const seconds = Math.max(...waits)
    if (seconds > 0) throw new AppError('RATE_LIMITED', { params: { seconds } })
  })
  const user = await store.findUserByEmail(root, email)
  const kept = user?.active ? await store.findPasswordHash(root, user.id) : null
  if (!(await isPassword(password, kept)) || !user)
    throw new AppError('WRONG_PASSWORD', { field: 'password' })
  await inTx(root, async (ctx) => {
    if (addressKey !== null) await throttle.giveBackAttempt(ctx, addressKey)
    await throttle.clearAttempts(ctx, emailKey)
    await throttle.sweepAttempts(ctx)
  })
  return user
}
