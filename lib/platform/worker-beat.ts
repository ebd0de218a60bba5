import type pg from 'pg'

/** How often a worker says that it runs, in milliseconds. */
export const beatEveryMs = 3000

/** Seconds without a beat after which a worker counts as gone. */
const FRESH_SECONDS = 12

export type WorkerBeat = { worker: string; startedAt: Date; beatAt: Date }

/** Says that this worker runs. `worker` tells it from all others, on any machine. */
export async function beat(pool: pg.Pool, worker: string): Promise<void> {
  await pool.query(
    `insert into worker_beat (worker) values ($1)
     on conflict (worker) do update set beat_at = clock_timestamp()`,
    [worker],
  )
}

/** Says that this worker has stopped, and forgets those that were killed long ago. */
export async function endBeat(pool: pg.Pool, worker: string): Promise<void> {
  await pool.query(
    `delete from worker_beat where worker = $1 or beat_at < clock_timestamp() - interval '1 day'`,
    [worker],
  )
}

/** The workers that run now, by the database's clock, longest running first. */
export async function freshWorkers(pool: pg.Pool): Promise<WorkerBeat[]> {
  const { rows } = await pool.query<WorkerBeat>(
    `select worker, started_at as "startedAt", beat_at as "beatAt" from worker_beat
     where beat_at > clock_timestamp() - make_interval(secs => $1) order by started_at`,
    [FRESH_SECONDS],
  )
  return rows
}
