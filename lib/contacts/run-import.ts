import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import type { CsvRow } from './read-csv.ts'
import type { KnownNumber } from './read-number.ts'
import { readTable } from './read-table.ts'
import { type ContactsPlan, type ImportPlan, newImport, type SuppressionsPlan } from './schema-imports.ts'
import { type TakenIn, upsertContacts } from './store-contacts.ts'
import { addMembers, holdGroup } from './store-groups.ts'
import * as store from './store-imports.ts'
import { insertSuppressions } from './store-suppressions.ts'
import { RowReader, type RowRefusal, toContact, toRefusal, toSuppression } from './take-in-rows.ts'

/** Rows that are committed together: few enough to be seen moving, enough for one statement to be worth it. */
const BATCH = 5000

type ReadRow = { row: CsvRow; number: KnownNumber | RowRefusal }
type Import = store.ImportToRun & { id: number; plan: ImportPlan }

/** Called off, or somebody else goes on with it. */
class MovedOn extends Error {}

/**
 * Takes a list in, some thousand rows at a time. Rows, counts and the place in the file commit together, so that a run
 * after a crash goes on where the last one was, and of two runs at once each batch is kept once. What cannot be read ends
 * the import; what was taken in before stays and is counted.
 */
export async function runImport(root: RootCtx, importId: number): Promise<void> {
  const begun = await store.beginImport(root, importId)
  if (!begun) return
  try {
    const job: Import = { ...begun, id: importId, plan: newImport.parse(begun.mapping) }
    let at = begun.rowsRead
    for await (const rows of newRows(root, job)) {
      await inTx(root, (ctx) => takeIn(ctx, job, at, rows))
      at = rows.at(-1)?.row.rowNo ?? at
    }
    await store.endImport(root, importId, { state: 'done' })
  } catch (error) {
    if (error instanceof MovedOn) return
    if (!(error instanceof AppError)) throw error
    await store.endImport(root, importId, { state: 'failed', ...problemOf(error) })
  }
}

/** `UNKNOWN_GROUP`, or what is the matter with the file and from which row on. */
const problemOf = ({ code, params }: AppError): { problem: string; problemRow: number | undefined } => ({
  problem: code === 'INVALID_FILE' ? String(params.name) : code,
  problemRow: typeof params.row === 'number' ? params.row : undefined,
})

/** The rows that are still to be dealt with, in batches, each with its number or why it has none. */
async function* newRows(root: RootCtx, { blobId, plan, rowsRead }: Import): AsyncGenerator<ReadRow[]> {
  const reader = new RowReader(plan)
  let batch: ReadRow[] = []
  let isHeader = plan.hasHeader
  for await (const rows of readTable(root, blobId, plan.format)) {
    for (const row of rows) {
      if (isHeader) {
        isHeader = false
        continue
      }
      const number = reader.read(row)
      if (row.rowNo <= rowsRead) continue
      if (batch.push({ row, number }) < BATCH) continue
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

async function takeIn(ctx: Ctx, job: Import, from: number, rows: ReadRow[]): Promise<void> {
  const to = rows.at(-1)?.row.rowNo ?? from
  if (!(await store.moveImport(ctx, job.id, from, to))) throw new MovedOn()
  const { plan } = job
  const refusals: store.Refusal[] = []
  const people: { row: CsvRow; number: KnownNumber }[] = []
  for (const { row, number } of rows)
    if (typeof number === 'string') refusals.push(toRefusal(row, number))
    else people.push({ row, number })
  const done =
    plan.kind === 'contacts'
      ? await takeInContacts(ctx, plan, people, refusals)
      : await takeInSuppressions(ctx, plan, people, job.createdBy)
  await store.insertRefusals(ctx, job.id, refusals)
  const doubled = refusals.filter(({ reason }) => reason === 'DUPLICATE').length
  const unchanged = rows.length - refusals.length - done.added - done.changed
  await store.countImport(ctx, job.id, { ...done, unchanged, doubled, refused: refusals.length - doubled })
}

async function takeInContacts(
  ctx: Ctx,
  plan: ContactsPlan,
  people: readonly { row: CsvRow; number: KnownNumber }[],
  refusals: store.Refusal[],
): Promise<{ added: number; changed: number }> {
  const contacts: TakenIn[] = []
  for (const { row, number } of people) {
    const contact = toContact(plan, row, number)
    if (typeof contact === 'string') refusals.push(toRefusal(row, contact))
    else contacts.push(contact)
  }
  if (plan.groupId !== null && !(await holdGroup(ctx, plan.groupId))) throw new AppError('UNKNOWN_GROUP')
  const done = await upsertContacts(ctx, contacts, plan.rule)
  if (plan.groupId !== null) {
    const msisdns = contacts.map(({ msisdn }) => msisdn)
    await addMembers(ctx, plan.groupId, { contactIds: [], msisdns })
  }
  return done
}

async function takeInSuppressions(
  ctx: Ctx,
  plan: SuppressionsPlan,
  people: readonly { row: CsvRow; number: KnownNumber }[],
  createdBy: number | null,
): Promise<{ added: number; changed: number }> {
  const { senderId, reason } = plan
  // A number and its own hash in one file are one person: the number is worth more.
  const byKey = new Map<string, ReturnType<typeof toSuppression>>()
  for (const { row, number } of people) {
    const entry = toSuppression(plan, row, number)
    if (!byKey.get(entry.key)?.msisdn) byKey.set(entry.key, entry)
  }
  const added = await insertSuppressions(ctx, [...byKey.values()], { senderId, reason, createdBy })
  return { added, changed: 0 }
}
