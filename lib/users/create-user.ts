import type { z } from 'zod'
import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { checkNewPassword } from './check-new-password.ts'
import { hashPassword, oneTimePassword } from './password-hash.ts'
import { recordAudit } from './record-audit.ts'
import { type NewUser, newUser, toUserView, type UserView } from './schema.ts'
import * as store from './store.ts'

/** The new person and, if nobody chose a password, the one that opens once and must then be changed. */
export type CreatedUser = { user: UserView; oneTimePassword: string | null }

/** Adds a person. Throws ALREADY_EXISTS at `email`, INVALID_REQUEST at `password`. */
export async function createUser(root: RootCtx, input: NewUser): Promise<CreatedUser> {
  const { password, ...user } = newUser.parse(input)
  if (password !== undefined) checkNewPassword(password, user.email, 'password')
  const oneTime = password === undefined ? oneTimePassword() : null
  // Takes a large part of a second: before the transaction, not in it.
  const passwordHash = await hashPassword(password ?? oneTime ?? '')
  const view = await inTx(root, (ctx) =>
    insertUser(ctx, user, { passwordHash, mustChangePassword: oneTime !== null }),
  )
  return { user: view, oneTimePassword: oneTime }
}

/** The same with a one-time password that the caller made and hashed, inside the caller's transaction. */
export async function insertUser(ctx: Ctx, user: Person, password: Password): Promise<UserView> {
  const { email, role, name } = user
  const row = await store.insertUser(ctx, {
    email,
    role,
    name: name || (email.split('@')[0] ?? email),
    ...password,
  })
  await recordAudit(ctx, { action: 'user.create', target: `user:${row.id}`, details: { role } })
  return toUserView(row)
}

type Person = Omit<z.output<typeof newUser>, 'password'>
type Password = { passwordHash: string; mustChangePassword: boolean }
