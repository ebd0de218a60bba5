import type { Ctx } from '#lib/platform/ctx.ts'
import { Prisma } from '#prisma/generated/client.ts'

type NewUpload = { blobId: string; fileName: string; createdBy: number | null }

export async function insertUpload(ctx: Ctx, data: NewUpload): Promise<void> {
  await ctx.db.upload.create({ data })
}

export const findUpload = (
  ctx: Ctx,
  blobId: string,
): Promise<{ fileName: string; createdBy: number | null } | null> =>
  ctx.db.upload.findUnique({ where: { blobId }, select: { fileName: true, createdBy: true } })

type NewImport = Pick<
  Prisma.ImportUncheckedCreateInput,
  'kind' | 'blobId' | 'mapping' | 'fileName' | 'rowsExpected' | 'groupId' | 'createdBy' | 'confirmation'
>

export async function insertImport(ctx: Ctx, data: NewImport): Promise<number> {
  return (await ctx.db.import.create({ data, select: { id: true } })).id
}

/** The import that this confirmation began, if it began one. */
export const findConfirmedImport = (ctx: Ctx, confirmation: string): Promise<{ id: number } | null> =>
  ctx.db.import.findUnique({ where: { confirmation }, select: { id: true } })

export type ImportRow = {
  id: number
  kind: string
  fileName: string
  state: string
  rowsRead: number
  rowsExpected: number
  added: number
  changed: number
  unchanged: number
  doubled: number
  refused: number
  problem: string | null
  problemRow: number | null
  groupId: number | null
  groupName: string | null
  createdAt: Date
  createdBy: string | null
  finishedAt: Date | null
}

const selected = Prisma.sql`select i.id, i.kind, i.file_name as "fileName", i.state, i.rows_read as "rowsRead",
  i.rows_expected as "rowsExpected", i.added, i.changed, i.unchanged, i.doubled, i.refused, i.problem,
  i.problem_row as "problemRow", i.group_id as "groupId", g.name as "groupName", i.created_at as "createdAt",
  u.name as "createdBy", i.finished_at as "finishedAt"
  from import i left join contact_group g on g.id = i.group_id left join app_user u on u.id = i.created_by`

export async function findImport(ctx: Ctx, id: number): Promise<ImportRow | null> {
  const [row] = await ctx.db.$queryRaw<ImportRow[]>`${selected} where i.id = ${id}`
  return row ?? null
}

/** Newest first. */
export const findImports = (
  ctx: Ctx,
  filter: { kind: string | null; before: number | null; limit: number },
): Promise<ImportRow[]> =>
  ctx.db.$queryRaw<ImportRow[]>`
    ${selected} where (${filter.kind}::text is null or i.kind = ${filter.kind})
      and (${filter.before}::bigint is null or i.id < ${filter.before}::bigint)
    order by i.id desc limit ${filter.limit}`

export type ImportToRun = {
  blobId: string
  mapping: unknown
  rowsRead: number
  createdBy: number | null
}

/** Begins an import, or goes on with one that was begun. Null when it has ended. */
export async function beginImport(ctx: Ctx, id: number): Promise<ImportToRun | null> {
  const [row] = await ctx.db.$queryRaw<ImportToRun[]>`
    update import set state = 'running', touched_at = now() where id = ${id} and state in ('waiting', 'running')
    returning blob_id as "blobId", mapping, rows_read as "rowsRead", created_by as "createdBy"`
  return row ?? null
}

export type ImportStep = {
  /** The last row that was dealt with before, and the last one now. */
  from: number
  to: number
  added: number
  changed: number
  unchanged: number
  doubled: number
  refused: number
}

/**
 * Moves an import on, first thing in the transaction that takes rows in. False when it was called off, or somebody else
 * has moved it on: then nothing of these rows may be kept.
 */
export async function moveImport(ctx: Ctx, id: number, from: number, to: number): Promise<boolean> {
  const moved = await ctx.db.$executeRaw`
    update import set rows_read = ${to}, touched_at = now()
    where id = ${id} and state = 'running' and rows_read = ${from}`
  return moved > 0
}

export async function countImport(
  ctx: Ctx,
  id: number,
  step: Omit<ImportStep, 'from' | 'to'>,
): Promise<void> {
  await ctx.db.$executeRaw`
    update import set added = added + ${step.added}, changed = changed + ${step.changed},
      unchanged = unchanged + ${step.unchanged}, doubled = doubled + ${step.doubled}, refused = refused + ${step.refused}
    where id = ${id}`
}

export type Refusal = { rowNo: number; reason: string; cells: readonly string[] }

export async function insertRefusals(ctx: Ctx, id: number, rows: readonly Refusal[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db.$executeRaw`
    insert into import_refusal (import_id, row_no, reason, cells)
    select ${id}::int, r."rowNo", r.reason, array(select jsonb_array_elements_text(r.cells))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("rowNo" int, reason text, cells jsonb)`
}

/** In the order of the file. */
export const findRefusals = (
  ctx: Ctx,
  id: number,
  page: { after: number; limit: number },
): Promise<Refusal[]> =>
  ctx.db.$queryRaw<Refusal[]>`
    select row_no as "rowNo", reason, cells from import_refusal
    where import_id = ${id} and row_no > ${page.after} order by row_no limit ${page.limit}`

type End = { state: 'done' | 'failed' | 'cancelled'; problem?: string; problemRow?: number | undefined }

/** False when it had ended already. */
export async function endImport(ctx: Ctx, id: number, { state, problem, problemRow }: End): Promise<boolean> {
  const ended = await ctx.db.import.updateMany({
    where: { id, state: { in: ['waiting', 'running'] } },
    data: { state, problem: problem ?? null, problemRow: problemRow ?? null, finishedAt: new Date() },
  })
  return ended.count > 0
}

/** Imports that wait or have not moved for a minute: their job was lost, or whoever did it died. */
export async function findStalledImports(ctx: Ctx): Promise<number[]> {
  const rows = await ctx.db.$queryRaw<{ id: number }[]>`
    select id from import
    where state in ('waiting', 'running') and touched_at < now() - interval '1 minute' order by id limit 20`
  return rows.map((row) => row.id)
}
