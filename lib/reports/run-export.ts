import { exportStatement } from '#lib/credits/export-statement.ts'
import { storeFilter } from '#lib/credits/list-statement.ts'
import { exportRecipients } from '#lib/messages/export-recipients.ts'
import { deleteBlob, writeBlob } from '#lib/platform/blob.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { exportReport } from './export-report.ts'
import { type ExportRequest, exportRequest } from './schema-exports.ts'
import * as store from './store-exports.ts'

/** For how long a file can be fetched; then a list of people's numbers has no business lying about. */
const KEPT_DAYS = 7
const MAX_BYTES = 4 * 1024 ** 3
/** How often it is said how far it is, ms. */
const SAID_EVERY = 500

/** Some lines of the file, and how many rows they are. */
type Piece = { text: string; rows: number }

/** Called off, or a later run has begun. */
class MovedOn extends Error {}

/**
 * Writes the file of an export, piece by piece, so that two million rows take no more memory than two thousand. A run
 * that is interrupted leaves nothing behind and is begun anew.
 */
export async function runExport(root: RootCtx, exportId: number): Promise<void> {
  const run = await store.beginRun(root, exportId)
  if (!run) return
  const progress = { rows: 0 }
  const expiresAt = new Date(root.now().getTime() + KEPT_DAYS * 86_400_000)
  try {
    const lines = linesOf(root, exportRequest.parse(run.request), run)
    const blobId = await writeBlob(root, encode(root, run, lines, progress), {
      mediaType: 'text/csv; charset=utf-8',
      maxBytes: MAX_BYTES,
      pool: root.pool,
      expiresAt,
    })
    const handedIn = await store.endRun(root, run, { blobId, rowsWritten: progress.rows, expiresAt })
    if (!handedIn) await deleteBlob(root, blobId)
  } catch (error) {
    if (error instanceof MovedOn) return
    // A database that was away for a moment is tried again by the queue; what fails every time says so in the end.
    if (run.run >= MOST_RUNS) await store.failRun(root, run, error instanceof Error ? error.name : 'Error')
    throw error
  }
}

const MOST_RUNS = 5

/** The lines that whoever asked may see. */
function linesOf(
  root: RootCtx,
  request: ExportRequest,
  { createdBy, role }: store.Run,
): AsyncIterable<Piece> {
  const reader = role === 'operator' ? createdBy : null
  if (request.kind === 'recipients') return exportRecipients(root, request.uuid, request)
  if (request.kind === 'statement')
    return exportStatement(root, storeFilter({ ...request, kind: request.entries }, reader))
  return exportReport(root, request, reader)
}

async function* encode(
  root: RootCtx,
  run: store.Run,
  lines: AsyncIterable<Piece>,
  progress: { rows: number },
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let said = performance.now()
  for await (const { text, rows } of lines) {
    yield encoder.encode(text)
    progress.rows += rows
    if (performance.now() - said < SAID_EVERY) continue
    if (!(await store.noteProgress(root, run, progress.rows))) throw new MovedOn()
    said = performance.now()
  }
}
