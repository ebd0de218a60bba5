import type { Ctx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import type { Span } from '#lib/shared/cursor-page.ts'
import { AppError } from '#lib/shared/errors.ts'
import { Prisma } from '#prisma/generated/client.ts'

const columns = {
  id: true,
  name: true,
  content: true,
  version: true,
  createdAt: true,
  updatedAt: true,
  archivedAt: true,
} as const

export type TemplateRow = Prisma.TemplateGetPayload<{ select: typeof columns }>

/** Throws ALREADY_EXISTS at `name`. */
async function orExists<T>(name: string, write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw new AppError('ALREADY_EXISTS', { field: 'name', params: { name }, cause: error })
  }
}

type Text = { name: string; content: string }

/** Throws ALREADY_EXISTS at `name`. */
export const insertTemplate = (ctx: Ctx, data: Text & { createdBy: number | null }): Promise<TemplateRow> =>
  orExists(data.name, ctx.db.template.create({ data, select: columns }))

export const findTemplate = (ctx: Ctx, id: number): Promise<TemplateRow | null> =>
  ctx.db.template.findUnique({ where: { id }, select: columns })

/** Locked until the transaction ends. */
export async function lockTemplate(ctx: Ctx, id: number): Promise<TemplateRow | null> {
  await ctx.db.$queryRaw`select 1 from template where id = ${id} for update`
  return findTemplate(ctx, id)
}

/** Throws ALREADY_EXISTS at `name`. */
export const changeTemplate = (ctx: Ctx, id: number, data: Text): Promise<TemplateRow> =>
  orExists(
    data.name,
    ctx.db.template.update({
      where: { id },
      data: { ...data, version: { increment: 1 }, updatedAt: new Date() },
      select: columns,
    }),
  )

/** Throws ALREADY_EXISTS at `name` where one that is brought back has lost its name to another. */
export const setArchived = (ctx: Ctx, row: TemplateRow, archivedAt: Date | null): Promise<TemplateRow> =>
  orExists(row.name, ctx.db.template.update({ where: { id: row.id }, data: { archivedAt }, select: columns }))

type Version = Text & { templateId: number; version: number; changedBy: number | null }

export async function insertVersion(ctx: Ctx, data: Version): Promise<void> {
  await ctx.db.templateVersion.create({ data })
}

export type VersionRow = Text & { version: number; changedAt: Date; changedBy: string | null }

/** Newest first. */
export const findVersions = (ctx: Ctx, templateId: number): Promise<VersionRow[]> =>
  ctx.db.$queryRaw<VersionRow[]>`
    select v.version, v.name, v.content, v.changed_at as "changedAt", u.name as "changedBy"
    from template_version v left join app_user u on u.id = v.changed_by
    where v.template_id = ${templateId} order by v.version desc limit 100`

type Filter = { search: string | undefined; archived: boolean }

/** The nearest first: newest first, or oldest first from an id on. */
export function findTemplates(ctx: Ctx, { search, archived }: Filter, span: Span): Promise<TemplateRow[]> {
  const { before, after, limit } = span
  const pattern = `%${(search ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  return ctx.db.$queryRaw<TemplateRow[]>`
    select id, name, content, version, created_at as "createdAt", updated_at as "updatedAt", archived_at as "archivedAt"
    from template where ${archived ? Prisma.sql`archived_at is not null` : Prisma.sql`archived_at is null`}
      and (lower(name) like ${pattern} or lower(content) like ${pattern})
      and (${before}::bigint is null or id < ${before}::bigint) and (${after}::bigint is null or id > ${after}::bigint)
    order by id ${after === null ? Prisma.sql`desc` : Prisma.sql`asc`} limit ${limit}`
}
