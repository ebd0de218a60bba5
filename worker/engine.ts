import { HealthNotes } from '#lib/accounts/health-notes.ts'
import { tieNewReplies } from '#lib/inbox/look-for-sent.ts'
import { recoverPlans } from '#lib/messages/recover-plans.ts'
import { LEASE_MS } from '#lib/messages/rules-doubt.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { beat, beatEveryMs, endBeat } from '#lib/platform/worker-beat.ts'
import { AccountLines } from '#lib/sending/account-lines.ts'
import { applyReceipts } from '#lib/sending/apply-receipts.ts'
import type { Dispatcher } from '#lib/sending/dispatch-chunk.ts'
import { DispatchMessages } from '#lib/sending/dispatch-messages.ts'
import { recoverAccount } from '#lib/sending/halt-message.ts'
import { Pace } from '#lib/sending/pace.ts'
import { PollReceipts } from '#lib/sending/poll-receipts.ts'
import { RefusalWatch } from '#lib/sending/refusal-watch.ts'
import { resolveUnknown } from '#lib/sending/resolve-unknown.ts'
import { startDueMessages } from '#lib/sending/start-due-messages.ts'
import {
  dropBlobs,
  dropDrafts,
  endReceipts,
  endValidity,
  finishMessages,
  haltStranded,
  haltUnreachable,
  reopenWindows,
} from '#lib/sending/sweep.ts'
import { Waker } from '#lib/sending/waker.ts'
import type { InstallationWatch } from '#lib/sending/watch-installation.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import { defaultSettings } from '#lib/users/rules-settings.ts'
import { Rounds } from './rounds.ts'

export type Engine = {
  /** There is news: chunks to send. */
  wake: () => void
  /** Finishes what is in flight and begins nothing new. */
  stop: () => Promise<void>
}

type Options = {
  worker: string
  /** Looks whether the database is still the one that sends; null in tests of other things. */
  watch: InstallationWatch | null
  clock?: Dispatcher['clock']
}

/** Everything that a worker does again and again: sends, starts what is due, takes in receipts, tidies up. */
export function startEngine(root: RootCtx, options: Options): Engine {
  const { worker, watch } = options
  let stopping = false
  let settings = defaultSettings
  const lines = new AccountLines(root)
  const waker = new Waker()
  const pace = new Pace(root.pool, worker, LEASE_MS)
  const dispatcher: Dispatcher = {
    root,
    worker,
    pace,
    refusals: new RefusalWatch(
      () => ({ percent: settings.haltPercent, among: settings.haltAmong }),
      (accountId) => recoverAccount(root, accountId),
    ),
    health: new HealthNotes(),
    line: lines.open,
    renewLine: lines.renew,
    stopping: () => stopping,
    clock: options.clock ?? { monotonic: () => performance.now(), wall: () => Date.now() },
  }
  const sending = new DispatchMessages(dispatcher, waker).work()
  const rounds = new Rounds(root.log)
  rounds.every(beatEveryMs, 'the beat', async () => {
    await watch?.check()
    await beat(root.pool, worker)
    return false
  })
  rounds.every(LEASE_MS / 3, 'keeping what is in flight', async () => {
    await pace.renew()
    return false
  })
  rounds.every(5_000, 'writing down how requests went', async () => {
    await dispatcher.health.write(root.pool)
    return false
  })
  rounds.every(10_000, 'reading the settings', async () => {
    settings = await readSettings(root)
    return false
  })
  const polls = new PollReceipts(root, lines.open, () => stopping)
  rounds.every(1000, 'asking for receipts', async () => {
    await polls.start()
    return false
  })
  rounds.every(10_000, 'looking up what is unknown', () => resolveUnknown(root, lines.open, () => stopping))
  rounds.every(250, 'applying receipts', async () => (await applyReceipts(root, () => stopping)) > 0)
  startRounds(rounds, root, watch)
  const stop = async () => {
    stopping = true
    waker.wake()
    await Promise.all([sending, rounds.stop()])
    await polls.end()
    await dispatcher.health.write(root.pool).catch(() => undefined)
    // The last word: a copy that is older than this moment will be noticed.
    await watch?.check().catch(() => undefined)
    await endBeat(root.pool, worker).catch(() => undefined)
    await lines.close()
  }
  let stopped: Promise<void> | null = null
  return {
    wake: () => waker.wake(),
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

function startRounds(rounds: Rounds, root: RootCtx, watch: InstallationWatch | null): void {
  const isTimeRight = async () => (await watch?.check()) == null
  rounds.every(250, 'starting due messages', async () => (await startDueMessages(root, isTimeRight)) > 0)
  rounds.every(1000, 'finding what replies follow', () => tieNewReplies(root))
  rounds.every(5000, 'ending what is no longer valid', () => endValidity(root))
  rounds.every(5000, 'stopping what cannot leave', () => haltStranded(root))
  rounds.every(5000, 'opening windows', () => reopenWindows(root))
  rounds.every(5000, 'looking after plans', () => recoverPlans(root))
  rounds.every(30_000, 'ending the wait for receipts', () => endReceipts(root))
  rounds.every(30_000, 'closing accounts out of reach', () => haltUnreachable(root))
  rounds.every(60_000, 'finishing messages', () => finishMessages(root))
  rounds.every(600_000, 'throwing away what has expired', async () => {
    await HealthNotes.tidy(root.pool)
    const drafts = await dropDrafts(root)
    return (await dropBlobs(root)) || drafts
  })
}
