import type { Ctx } from '#lib/platform/ctx.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { ExportRequest } from './schema-exports.ts'

type NewExport = { request: ExportRequest; rowsExpected: number; createdBy: number | null }

export async function insertExport(ctx: Ctx, { request, ...rest }: NewExport): Promise<number> {
  const data = { ...rest, kind: request.kind, request }
  return (await ctx.db.export.create({ data, select: { id: true } })).id
}

export type ExportRow = {
  id: number
  kind: string
  request: unknown
  uuid: string | null
  name: string | null
  content: string | null
  state: string
  rowsWritten: number
  rowsExpected: number
  bytes: number
  blobId: string | null
  createdAt: Date
  createdById: number | null
  createdBy: string | null
  finishedAt: Date | null
  expiresAt: Date | null
}

// What has expired is gone, whether or not its bytes have been thrown away by now.
const selected = Prisma.sql`
  select e.id, e.kind, e.request, m.uuid, m.name, left(m.content, 200) as content,
    case when e.state = 'done' and (e.blob_id is null or e.expires_at < now()) then 'expired' else e.state end as state,
    e.rows_written as "rowsWritten", e.rows_expected as "rowsExpected", e.bytes::float8 as bytes, e.blob_id as "blobId",
    e.created_at as "createdAt", e.created_by as "createdById", u.name as "createdBy",
    e.finished_at as "finishedAt", e.expires_at as "expiresAt"
  from export e
  left join app_user u on u.id = e.created_by
  left join message m on e.kind = 'recipients' and m.uuid = (e.request ->> 'uuid')::uuid`

export async function findExport(ctx: Ctx, id: number): Promise<ExportRow | null> {
  const [row] = await ctx.db.$queryRaw<ExportRow[]>`${selected} where e.id = ${id}`
  return row ?? null
}

/** Newest first. */
export const findExports = (
  ctx: Ctx,
  page: { createdBy: number | null; before: number | null; limit: number },
): Promise<ExportRow[]> =>
  ctx.db.$queryRaw<ExportRow[]>`
    ${selected} where (${page.createdBy}::int is null or e.created_by = ${page.createdBy})
      and (${page.before}::bigint is null or e.id < ${page.before}::bigint)
    order by e.id desc limit ${page.limit}`

export type Run = { id: number; run: number; request: unknown; createdBy: number | null; role: string | null }

/** Begins a run of an export, which takes it from every run before. Null when it has ended. */
export async function beginRun(ctx: Ctx, id: number): Promise<Run | null> {
  const [row] = await ctx.db.$queryRaw<Run[]>`
    update export e set state = 'running', run = e.run + 1, rows_written = 0, touched_at = now()
    where e.id = ${id} and e.state in ('waiting', 'running')
    returning e.id, e.run, e.request, e.created_by as "createdBy",
      (select u.role from app_user u where u.id = e.created_by) as role`
  return row ?? null
}

/** Says how far a run is. False when it was called off, or a later run has begun. */
export async function noteProgress(ctx: Ctx, { id, run }: Run, rowsWritten: number): Promise<boolean> {
  const noted = await ctx.db.$executeRaw`
    update export set rows_written = ${rowsWritten}, touched_at = now()
    where id = ${id} and run = ${run} and state = 'running'`
  return noted > 0
}

type File = { blobId: string; rowsWritten: number; expiresAt: Date }

/** Hands the file in. False when nobody waits for it from this run any more. */
export async function endRun(ctx: Ctx, { id, run }: Run, file: File): Promise<boolean> {
  const ended = await ctx.db.$executeRaw`
    update export set state = 'done', blob_id = ${file.blobId}::uuid, rows_written = ${file.rowsWritten},
      bytes = (select bytes from blob where id = ${file.blobId}::uuid), finished_at = now(),
      expires_at = ${file.expiresAt}
    where id = ${id} and run = ${run} and state = 'running'`
  return ended > 0
}

export async function failRun(ctx: Ctx, { id, run }: Run, problem: string): Promise<void> {
  await ctx.db.$executeRaw`
    update export set state = 'failed', problem = ${problem}, finished_at = now()
    where id = ${id} and run = ${run} and state = 'running'`
}

/** Calls an export off, or throws its file away; what was written of it goes with it. */
export async function cancelExport(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.$executeRaw`
    with gone as (
      update export set state = 'cancelled', finished_at = coalesce(finished_at, now())
      where id = ${id} and state <> 'cancelled' returning blob_id)
    delete from blob where id in (select blob_id from gone)`
}

/** Exports that wait or have not moved for a minute: their job was lost, or whoever did it died. */
export async function findStalledExports(ctx: Ctx): Promise<number[]> {
  const rows = await ctx.db.$queryRaw<{ id: number }[]>`
    select id from export
    where state in ('waiting', 'running') and touched_at < now() - interval '1 minute' order by id limit 20`
  return rows.map((row) => row.id)
}
