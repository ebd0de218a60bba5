import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compareBilling } from '#lib/messages/compare-billing.ts'
import { countReasons } from '#lib/messages/count-reasons.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { listRecipients } from '#lib/messages/list-recipients.ts'
import { toCursor } from '#lib/messages/recipient-cursor.ts'
import { createLogger } from '#lib/platform/log.ts'
import { migrate } from '#lib/platform/migrate.ts'
import { startPostgres } from '#lib/platform/postgres-supervisor.ts'
import { getExport } from '#lib/reports/get-export.ts'
import { runExport } from '#lib/reports/run-export.ts'
import { startExport } from '#lib/reports/start-export.ts'
import { fillBigMessage } from '#test/big-message.ts'
import { openInstallation, setUp } from '#test/installation.ts'

/**
 * How long the server takes for a page of a message's recipients, at any depth, and for an export of all of them.
 * Usage: node scripts/run.mjs bench/recipients.ts [--rows 2000000] [--times 21]
 */
const { values } = parseArgs({ options: { rows: { type: 'string' }, times: { type: 'string' } } })
const ROWS = Number(values.rows ?? 2_000_000)
const TIMES = Number(values.times ?? 21)

const folder = mkdtempSync(join(tmpdir(), 'longwave-bench-'))
const server = await startPostgres({ dataDir: join(folder, 'data'), log: createLogger({ level: 'warn' }) })
await migrate(server.url)
const app = await openInstallation(server.url, '')
await setUp(app)
const client = await app.system.pool.connect()
const { id: messageId, uuid } = await fillBigMessage(client, ROWS)
client.release()

const list = (filter: Partial<Parameters<typeof listRecipients>[2]>) =>
  listRecipients(app.operator, uuid, { limit: 100, ...filter })
const cursor = (share: number) => toCursor(messageId, Math.floor(ROWS * share))
const deep = cursor(0.9)

const questions: Record<string, () => Promise<unknown>> = {
  'the first page': () => list({}),
  'a page in the middle': () => list({ after: cursor(0.5) }),
  'the last page': () => list({ after: toCursor(messageId, ROWS - 100) }),
  'the page before': () => list({ before: deep }),
  'a jump to a row': () => list({ at: Math.floor(ROWS * 0.77) }),
  'not reached, deep down': () => list({ group: 'not_reached', after: deep }),
  'left out, from the end': () => list({ group: 'left_out', before: toCursor(messageId, ROWS + 1) }),
  'one reason, deep down': () => list({ group: 'not_reached', reason: 'ABSENT_SUBSCRIBER', after: deep }),
  'counted otherwise, deep down': () => list({ billed: 'differing', after: deep }),
  'the totals': () => getMessage(app.operator, uuid),
  'the reasons (once a message)': () => countReasons(app.operator, uuid),
  'what was billed (once a message)': () => compareBilling(app.operator, uuid),
  'one number (reads every row)': () => list({ number: `+${254_700_000_000 + ROWS - 5}` }),
}

console.log(`${ROWS} recipients, medians of ${TIMES} (worst):`)
for (const [name, ask] of Object.entries(questions)) {
  const times: number[] = []
  for (let i = 0; i < TIMES; i++) times.push(await timed(ask))
  times.sort((a, b) => a - b)
  const [median, worst] = [times[Math.floor(TIMES / 2)], times.at(-1)] as [number, number]
  console.log(`${name.padEnd(34)} ${median.toFixed(1).padStart(8)} ms  (${worst.toFixed(1)} ms)`)
}
const { id } = await startExport(app.operator, { kind: 'recipients', uuid })
const before = process.memoryUsage().rss
let most = before
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss)
}, 50)
const exported = await timed(() => runExport(app.system, id))
clearInterval(watch)
const { bytes, rowsWritten } = await getExport(app.operator, id)
console.log(
  `an export of ${rowsWritten} rows, ${Math.round(bytes / 1e6)} MB: ${(exported / 1000).toFixed(1)} s, ` +
    `${Math.round((most - before) / 1e6)} MB of memory above what the process had`,
)
await app.close()
await server.stop()
rmSync(folder, { recursive: true })
process.exit(0)

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await run()
  return performance.now() - begin
}
