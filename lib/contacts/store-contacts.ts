import type { Ctx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import type { Span } from '#lib/shared/cursor-page.ts'
import { AppError } from '#lib/shared/errors.ts'
import { Prisma } from '#prisma/generated/client.ts'

const columns = {
  id: true,
  msisdn: true,
  country: true,
  name: true,
  attributes: true,
  tags: true,
  createdAt: true,
  updatedAt: true,
} as const

export type ContactRow = Prisma.ContactGetPayload<{ select: typeof columns }>

/** Throws ALREADY_EXISTS at `msisdn`. */
export const insertContact = (ctx: Ctx, data: Prisma.ContactUncheckedCreateInput): Promise<ContactRow> =>
  orExists(ctx.db.contact.create({ data, select: columns }))

/** Throws ALREADY_EXISTS at `msisdn`. */
export const updateContact = (
  ctx: Ctx,
  id: number,
  data: Prisma.ContactUncheckedUpdateInput,
): Promise<ContactRow> =>
  orExists(
    ctx.db.contact.update({ where: { id }, data: { ...data, updatedAt: new Date() }, select: columns }),
  )

async function orExists<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw new AppError('ALREADY_EXISTS', { field: 'msisdn', cause: error })
  }
}

/** Locked until the transaction ends. */
export async function lockContact(ctx: Ctx, id: number): Promise<boolean> {
  const rows = await ctx.db.$queryRaw<unknown[]>`select 1 from contact where id = ${id} for update`
  return rows.length > 0
}

export const findContact = (ctx: Ctx, id: number): Promise<ContactRow | null> =>
  ctx.db.contact.findUnique({ where: { id }, select: columns })

/** Answers how many there were. */
export const deleteContacts = (ctx: Ctx, ids: readonly number[]): Promise<number> =>
  ctx.db.$executeRaw`delete from contact where id = any(${[...ids]}::bigint[])`

export type ContactFilter = {
  /** All of which stand in the name or the number. */
  words: readonly string[]
  tag?: string | undefined
  attribute?: string | undefined
  value?: string | undefined
  group?: number | undefined
}

/** The nearest first: newest first, or oldest first from an id on. */
export const findContacts = (ctx: Ctx, filter: ContactFilter, span: Span): Promise<ContactRow[]> =>
  ctx.db.$queryRaw<ContactRow[]>`
    select c.id, c.msisdn, c.country, c.name, c.attributes, c.tags, c.created_at as "createdAt", c.updated_at as "updatedAt"
    from contact c ${joined(filter)}
    where ${conditions(filter)} ${spanOf(span)}`

function spanOf({ before, after, limit }: Span): Prisma.Sql {
  if (after !== null) return Prisma.sql`and c.id > ${after} order by c.id limit ${limit}`
  const older = before === null ? Prisma.empty : Prisma.sql`and c.id < ${before}`
  return Prisma.sql`${older} order by c.id desc limit ${limit}`
}

/** Counts up to a limit, because a page must not wait for a count of a million. */
export async function countContacts(ctx: Ctx, filter: ContactFilter, upTo: number): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ n: bigint }[]>`
    select count(*) as n from (
      select 1 from contact c ${joined(filter)} where ${conditions(filter)} limit ${upTo}
    ) counted`
  return Number(row?.n ?? 0)
}

/** What PostgreSQL believes, without counting. */
export async function estimateContacts(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ n: number }[]>`
    select reltuples::float8 as n from pg_class where oid = 'contact'::regclass`
  return Math.max(0, row?.n ?? 0)
}

const joined = ({ group }: ContactFilter): Prisma.Sql =>
  group === undefined
    ? Prisma.empty
    : Prisma.sql`join group_member m on m.contact_id = c.id and m.group_id = ${group}`

function conditions({ words, tag, attribute, value }: ContactFilter): Prisma.Sql {
  const all = words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    // The first is what the index knows, the second the truth.
    return Prisma.sql`contact_search_key(c.search_text) like contact_search_key(${pattern}) and c.search_text like ${pattern}`
  })
  if (tag !== undefined) all.push(Prisma.sql`c.tags @> array[${tag}]::text[]`)
  if (attribute !== undefined)
    all.push(
      value === undefined
        ? Prisma.sql`c.attributes ? ${attribute}`
        : Prisma.sql`c.attributes @> ${JSON.stringify({ [attribute]: value })}::jsonb`,
    )
  return all.length === 0 ? Prisma.sql`true` : Prisma.join(all, ' and ')
}

export type TakenIn = {
  msisdn: string
  country: string | null
  name: string
  attributes: Record<string, string>
  tags: readonly string[]
}

/**
 * Writes many at once by the rule for those who are there already; each number at most once. Empty values never replace
 * anything, and tags are only ever added. In the order of the numbers, so that two imports never wait for each other in
 * a circle.
 */
export async function upsertContacts(
  ctx: Ctx,
  rows: readonly TakenIn[],
  rule: 'keep' | 'overwrite' | 'fill',
): Promise<{ added: number; changed: number }> {
  const [done] = await ctx.db.$queryRaw<{ added: bigint; changed: bigint }[]>`
    with given as (
      select r.msisdn, r.country, r.name, r.attributes, array(select jsonb_array_elements_text(r.tags)) as tags
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (msisdn text, country text, name text, attributes jsonb, tags jsonb)
    ), written as (
      insert into contact as c (msisdn, country, name, attributes, tags)
      select msisdn, country, name, attributes, tags from given order by msisdn
      on conflict (msisdn) do update set
        name = ${merged(rule).name},
        attributes = ${merged(rule).attributes},
        tags = c.tags || array(select t from unnest(excluded.tags) t where t <> all (c.tags)),
        updated_at = now()
      where ${merged(rule).name} <> c.name or ${merged(rule).attributes} <> c.attributes
        or not c.tags @> excluded.tags
      returning xmax = 0 as is_new
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from written`
  return { added: Number(done?.added ?? 0), changed: Number(done?.changed ?? 0) }
}

/** What a value becomes where both have one. */
const merged = (rule: 'keep' | 'overwrite' | 'fill'): { name: Prisma.Sql; attributes: Prisma.Sql } => {
  if (rule === 'overwrite')
    return {
      name: Prisma.sql`coalesce(nullif(excluded.name, ''), c.name)`,
      attributes: Prisma.sql`c.attributes || excluded.attributes`,
    }
  if (rule === 'fill')
    return {
      name: Prisma.sql`coalesce(nullif(c.name, ''), excluded.name)`,
      attributes: Prisma.sql`excluded.attributes || c.attributes`,
    }
  return { name: Prisma.sql`c.name`, attributes: Prisma.sql`c.attributes` }
}

/** Tags and names of values of the newest so many. */
export async function findKnownWords(
  ctx: Ctx,
  newest: number,
): Promise<{ tags: string[]; attributes: string[] }> {
  const [row] = await ctx.db.$queryRaw<{ tags: string[]; attributes: string[] }[]>`
    with newest as (select tags, attributes from contact order by id desc limit ${newest})
    select array(select distinct t from newest, unnest(tags) t order by t limit 200) as tags,
      array(select distinct k from newest, jsonb_object_keys(attributes) k order by k limit 200) as attributes`
  return row ?? { tags: [], attributes: [] }
}
