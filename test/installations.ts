import { afterAll, afterEach, beforeAll } from 'vitest'
import { sendMessage } from '#lib/messages/send-message.ts'
import { type RehearsalServer, startRehearsal } from '../emulators/rehearsal/server.ts'
import { copyByTemplate } from './copies.ts'
import { testDatabase } from './database.ts'
import { type Installation, memoryFile, openInstallation, setUp, startWatchedWorker } from './installation.ts'
import { until } from './product.ts'

/** Several installations in one test file, with workers that look at their databases and one provider for all. */
export function installations() {
  let rehearsal: RehearsalServer
  beforeAll(async () => {
    rehearsal = await startRehearsal({ control: true })
  })
  afterAll(() => rehearsal.stop())
  const database = testDatabase()
  const opened: { close: () => Promise<void> }[] = []
  const workers: { stop: () => Promise<void> }[] = []
  const stop = async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()))
    await Promise.all(opened.splice(0).map((made) => made.close()))
  }
  afterEach(stop)
  const open = async (url: string): Promise<Installation> => {
    const made = await openInstallation(url, rehearsal.url)
    opened.push(made)
    return made
  }
  const received = () => rehearsal.logbook.after(0, 10_000).map((entry) => entry.to)
  return {
    open,
    /** Ends all workers and closes all databases, as every test does at its end. */
    stop,
    rehearsalUrl: () => rehearsal.url,
    /** A database that has never been used, under a new name, with the product set up in it. */
    create: async (settings: Record<string, unknown> = {}): Promise<Installation> => {
      const made = await open(await copyByTemplate(database.url))
      await setUp(made, { settings })
      return made
    },
    close: async (made: Installation): Promise<void> => {
      opened.splice(opened.indexOf(made), 1)
      await made.close()
    },
    work: async (where: Installation, file = memoryFile()) => {
      const worker = await startWatchedWorker(where, file)
      workers.push(worker)
      return worker
    },
    /** The numbers that the provider was asked to send to, and those of them that it was asked for more than once. */
    received,
    twice: () => {
      const seen = received()
      return seen.filter((to, i) => seen.indexOf(to) !== i)
    },
  }
}

export const inAnHour = () => new Date(Date.now() + 3_600_000)

/** As if the time of a message had come: a message that is sent for a moment from now may be late for it already. */
export const comeDue = (where: Pick<Installation, 'system'>, { uuid }: { uuid: string }) =>
  where.system.pool.query('update message set due_at = clock_timestamp() where uuid = $1', [uuid])

/** Waits until no request is on its way any more, and what came of each is stored. */
export const nothingInFlight = (where: Pick<Installation, 'system'>) =>
  until(
    async () => (await where.system.pool.query('select 1 from chunk where intent <> $1', [[]])).rowCount,
    (n) => n === 0,
  )

let next = 0

/** Sends to so many people who have not been written to before. */
export const sendTo = (where: Installation, count: number, scheduledAt: Date | null = null) =>
  sendMessage(
    where.operator,
    {
      content: 'Hello',
      variables: {},
      sender: 'REHEARSAL',
      source: {
        kind: 'list',
        recipients: Array.from({ length: count }, () => ({
          msisdn: `2547110${String(next++).padStart(5, '0')}`,
        })),
      },
      scheduledAt,
    },
    'api',
  )

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
