import type { Ctx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import { AppError } from '#lib/shared/errors.ts'
import { Prisma } from '#prisma/generated/client.ts'

const columns = { id: true, name: true, members: true, createdAt: true } as const

export type GroupRow = { id: number; name: string; members: number; createdAt: Date }

/** Throws ALREADY_EXISTS at `name`. */
export const insertGroup = (ctx: Ctx, data: { name: string; createdBy: number | null }): Promise<GroupRow> =>
  orExists(data.name, ctx.db.contactGroup.create({ data, select: columns }))

/** Throws ALREADY_EXISTS at `name`; null when there is no such group. */
export async function renameGroup(ctx: Ctx, id: number, name: string): Promise<GroupRow | null> {
  const rows = await orExists(
    name,
    ctx.db.contactGroup.updateManyAndReturn({ where: { id }, data: { name }, select: columns }),
  )
  return rows[0] ?? null
}

async function orExists<T>(name: string, write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw new AppError('ALREADY_EXISTS', { field: 'name', params: { name }, cause: error })
  }
}

export const findGroup = (ctx: Ctx, id: number): Promise<GroupRow | null> =>
  ctx.db.contactGroup.findUnique({ where: { id }, select: columns })

export const findGroups = (ctx: Ctx): Promise<GroupRow[]> =>
  ctx.db.contactGroup.findMany({ select: columns, orderBy: [{ name: 'asc' }, { id: 'asc' }] })

export const findGroupsOf = (ctx: Ctx, contactId: number): Promise<{ id: number; name: string }[]> =>
  ctx.db.$queryRaw`
    select g.id, g.name from contact_group g join group_member m on m.group_id = g.id
    where m.contact_id = ${contactId} order by lower(g.name)`

/** The people in it stay. False when there was none. */
export const deleteGroup = async (ctx: Ctx, id: number): Promise<boolean> =>
  (await ctx.db.contactGroup.deleteMany({ where: { id } })).count > 0

/** Keeps the group from being deleted until the transaction ends; false when there is none. */
export async function holdGroup(ctx: Ctx, id: number): Promise<boolean> {
  const rows = await ctx.db.$queryRaw<unknown[]>`select 1 from contact_group where id = ${id} for key share`
  return rows.length > 0
}

type People = { contactIds: readonly number[]; msisdns: readonly string[] }

/** Answers how many are new in it; who is no contact is passed over. */
export const addMembers = (ctx: Ctx, groupId: number, { contactIds, msisdns }: People): Promise<number> =>
  ctx.db.$executeRaw`
    insert into group_member (group_id, contact_id)
    select ${groupId}, c.id from contact c
    where c.id = any(${[...contactIds]}::bigint[]) or c.msisdn = any(${[...msisdns]}::text[]) order by c.id
    on conflict do nothing`

/** Answers how many were in it. */
export const removeMembers = (ctx: Ctx, groupId: number, { contactIds, msisdns }: People): Promise<number> =>
  ctx.db.$executeRaw`
    delete from group_member m using contact c
    where m.group_id = ${groupId} and c.id = m.contact_id
      and (c.id = any(${[...contactIds]}::bigint[]) or c.msisdn = any(${[...msisdns]}::text[]))`

export type MemberRow = { id: number; msisdn: string; name: string; attributes: Record<string, string> }

/** The people of these groups in the order of their ids, each once, a page at a time. */
export async function* readMembers(ctx: Ctx, groupIds: readonly number[]): AsyncGenerator<MemberRow[]> {
  const page = 5000
  for (let after = 0; ; ) {
    const rows = await ctx.db.$queryRaw<(Omit<MemberRow, 'id'> & { id: bigint })[]>`
      select c.id, c.msisdn, c.name, c.attributes from (
        select distinct m.contact_id from unnest(${[...groupIds]}::int[]) as g (id), lateral (
          select contact_id from group_member where group_id = g.id and contact_id > ${after} order by contact_id limit ${page}) m
        order by m.contact_id limit ${page}) m join contact c on c.id = m.contact_id
      order by c.id`
    if (rows.length > 0) yield rows.map((row) => ({ ...row, id: Number(row.id) }))
    if (rows.length < page) return
    after = Number(rows.at(-1)?.id)
  }
}

/** Which of these groups are there. */
export const findGroupsById = (ctx: Ctx, ids: readonly number[]): Promise<GroupRow[]> =>
  ctx.db.contactGroup.findMany({ where: { id: { in: [...ids] } }, select: columns })

/** Entries in a line of what `membersAsPieces` makes. */
const MEMBERS_PER_LINE = 2000

/** The same people as lines of JSON, each a list of [number, name, values], for a blob. */
export const membersAsPieces = (groupIds: readonly number[], withValues: boolean): Prisma.Sql => Prisma.sql`
  select ((place - 1) / ${MEMBERS_PER_LINE}::int)::int as no,
    convert_to('[' || string_agg(entry, ',' order by place) || E']\n', 'UTF8') as data
  from (
    select row_number() over (order by c.id) as place, jsonb_build_array(c.msisdn,
      case when ${withValues} then c.name else '' end, case when ${withValues} then c.attributes else '{}' end)::text as entry
    from contact c
    where c.id in (select contact_id from group_member where group_id = any (${[...groupIds]}::int[]))) people
  group by 1`

/** Names of the values that people of these groups have, looked for among the first of them; the most frequent first. */
export async function findAttributeNames(ctx: Ctx, groupIds: readonly number[]): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ name: string }[]>`
    select k.name from (
      select contact_id from group_member where group_id = any (${[...groupIds]}::int[]) limit 5000) m
    join contact c on c.id = m.contact_id cross join lateral jsonb_object_keys(c.attributes) as k (name)
    group by k.name order by count(*) desc, k.name limit 50`
  return rows.map(({ name }) => name)
}
