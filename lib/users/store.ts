import type { Ctx, Role } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import { AppError } from '#lib/shared/errors.ts'
import type { Prisma } from '#prisma/generated/client.ts'

const columns = {
  id: true,
  email: true,
  name: true,
  role: true,
  active: true,
  mustChangePassword: true,
  locale: true,
  timeZone: true,
  createdAt: true,
} as const

/** A user's row. The hash of the password is only selected where a password is checked. */
export type UserRow = Omit<Prisma.UserGetPayload<{ select: typeof columns }>, 'role'> & { role: Role }

const asUser = (row: Prisma.UserGetPayload<{ select: typeof columns }>): UserRow => ({
  ...row,
  role: row.role as Role,
})

/** Throws ALREADY_EXISTS. */
export async function insertUser(ctx: Ctx, data: Prisma.UserUncheckedCreateInput): Promise<UserRow> {
  try {
    return asUser(await ctx.db.user.create({ data, select: columns }))
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw new AppError('ALREADY_EXISTS', { field: 'email', params: { name: data.email }, cause: error })
  }
}

export async function findUser(ctx: Ctx, id: number): Promise<UserRow | null> {
  const row = await ctx.db.user.findUnique({ where: { id }, select: columns })
  return row && asUser(row)
}

export async function findUserByEmail(ctx: Ctx, email: string): Promise<UserRow | null> {
  const row = await ctx.db.user.findUnique({ where: { email }, select: columns })
  return row && asUser(row)
}

/** The longest-standing admin who may sign in. */
export async function findFirstAdmin(ctx: Ctx): Promise<UserRow | null> {
  const row = await ctx.db.user.findFirst({
    where: { role: 'admin', active: true },
    select: columns,
    orderBy: { id: 'asc' },
  })
  return row && asUser(row)
}

export async function findUsers(ctx: Ctx): Promise<UserRow[]> {
  return (await ctx.db.user.findMany({ select: columns, orderBy: { email: 'asc' } })).map(asUser)
}

export const findPasswordHash = async (ctx: Ctx, id: number): Promise<string | null> =>
  (await ctx.db.user.findUnique({ where: { id }, select: { passwordHash: true } }))?.passwordHash ?? null

type Password = { passwordHash: string; mustChangePassword: boolean }

export async function setPassword(ctx: Ctx, id: number, password: Password): Promise<void> {
  await ctx.db.user.update({ where: { id }, data: password, select: { id: true } })
}

/** What a person chose about how the dashboard speaks to them; null leaves it to the device. */
export type OwnChoices = { locale?: string | null | undefined; timeZone?: string | null | undefined }

export async function setChoices(ctx: Ctx, id: number, { locale, timeZone }: OwnChoices): Promise<void> {
  const data = { ...(locale !== undefined && { locale }), ...(timeZone !== undefined && { timeZone }) }
  await ctx.db.user.update({ where: { id }, data, select: { id: true } })
}

/** Everything that takes a right away from an admin waits for the others here: two at once must not leave nobody. */
export async function lockAdmins(ctx: Ctx): Promise<number[]> {
  const rows = await ctx.db.$queryRaw<{ id: number }[]>`
    select id from app_user where role = 'admin' and active order by id for update`
  return rows.map((row) => row.id)
}

export async function setRole(ctx: Ctx, id: number, role: Role): Promise<UserRow> {
  return asUser(await ctx.db.user.update({ where: { id }, data: { role }, select: columns }))
}

export async function setActive(ctx: Ctx, id: number, active: boolean): Promise<UserRow> {
  return asUser(await ctx.db.user.update({ where: { id }, data: { active }, select: columns }))
}
