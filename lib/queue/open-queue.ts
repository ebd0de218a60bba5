import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Job } from './define-job.ts'

type SqlRunner = Pick<pg.Pool, 'query'>

const runner = (db: SqlRunner) => ({
  // The answer as it is: to several statements in one text it is a list of answers, which pg-boss takes apart itself.
  executeSql: (text: string, values?: unknown[]) => db.query(text, values as unknown[]),
})

/** A queue on the product's own pool. One that works also looks after expired and scheduled jobs. */
export class Queue {
  private readonly boss: PgBoss
  private readonly known = new Set<string>()

  private constructor(boss: PgBoss) {
    this.boss = boss
  }

  static async open(
    pool: pg.Pool,
    options: { works: boolean; onError: (error: unknown) => void },
  ): Promise<Queue> {
    const boss = new PgBoss({ db: runner(pool), supervise: options.works, schedule: options.works })
    // It tells of errors as plain objects, which say nothing where they are written down.
    boss.on('error', ({ message, stack }) => options.onError(Object.assign(new Error(message), { stack })))
    await boss.start()
    return new Queue(boss)
  }

  /** Asks for work inside the caller's transaction, so that the row that needs it and the job commit together. */
  async enqueue<Payload extends object>(job: Job<Payload>, payload: Payload, db?: SqlRunner): Promise<void> {
    await this.ensure(job)
    await this.boss.send(job.name, job.payload.parse(payload), db ? { db: runner(db) } : {})
  }

  /** Does the work that is asked for, here, one job at a time per kind. */
  async work<Payload extends object>(
    job: Job<Payload>,
    handler: (payload: Payload) => Promise<void>,
  ): Promise<void> {
    await this.ensure(job)
    await this.boss.work(job.name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([taken]) => {
      if (taken) await handler(job.payload.parse(taken.data))
    })
  }

  /** Does something again and again, on one worker at a time; `cron` in UTC. */
  async workEvery<Payload extends object>(
    job: Job<Payload>,
    cron: string,
    handler: () => Promise<void>,
  ): Promise<void> {
    await this.ensure(job)
    await this.boss.schedule(job.name, cron)
    await this.boss.work(job.name, { batchSize: 1 }, handler)
  }

  /** Waits for the jobs in hand and takes no more. */
  async close(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 20_000, close: false })
  }

  private async ensure(job: Job<unknown>): Promise<void> {
    if (this.known.has(job.name)) return
    await this.boss.createQueue(job.name, {
      retryLimit: job.retries,
      retryBackoff: true,
      expireInSeconds: 3600,
    })
    this.known.add(job.name)
  }
}

const queues = new WeakMap<pg.Pool, Promise<Queue>>()

/** The queue for asking from a request: opened with the first job, and then kept beside the pool. */
export function queueOf(pool: pg.Pool, onError: (error: unknown) => void): Promise<Queue> {
  const open = queues.get(pool) ?? Queue.open(pool, { works: false, onError })
  queues.set(pool, open)
  // A start that failed is tried again by the next request.
  open.catch(() => queues.delete(pool))
  return open
}
