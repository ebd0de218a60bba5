import { LEASE_MS } from '#lib/messages/rules-doubt.ts'
import type { Chance } from '../chance.ts'
import type { People } from './people.ts'
import type { Program } from './program.ts'
import type { Providers } from './providers.ts'
import type { Site } from './site.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export type World = {
  site: Site
  providers: Providers
  people: People
  chance: Chance
  /** How long all this goes on, ms. */
  forMs: number
  /** Every event with its moment, for whoever looks into a violation. */
  say: (event: string) => void
}

/** What happens to an installation at random instants, and how often compared with the others. */
const events: readonly { name: string; weight: number; run: (world: World) => Promise<void> }[] = [
  { name: 'a worker is killed', weight: 4, run: ({ site, chance }) => killWorker(site, chance) },
  { name: 'a worker is stopped past its lease', weight: 1, run: ({ site, chance }) => stall(site, chance) },
  { name: 'the web process is killed', weight: 1, run: ({ site, chance }) => killAndStart(site.web, chance) },
  { name: 'the database is killed', weight: 2, run: async ({ site }) => void site.killDatabase() },
  { name: 'the database stands still', weight: 1, run: (world) => freezeDatabase(world) },
  { name: 'a provider goes away', weight: 2, run: takeOffline },
  { name: 'receipts that nobody asked for', weight: 2, run: pushReceipts },
  { name: 'cancel', weight: 4, run: ({ people }) => people.callBack('cancel') },
  { name: 'stop', weight: 1, run: ({ people }) => people.callBack('stop') },
  { name: 'pause and resume', weight: 4, run: ({ people }) => people.pauseAndResume() },
  { name: 'suppress', weight: 4, run: ({ people }) => people.suppress() },
  { name: 'look after what waits', weight: 3, run: ({ people }) => people.attend() },
]

/** Lets random events happen until the time is over, and waits for the last of them. */
export async function rage(world: World): Promise<void> {
  const running = new Set<Promise<void>>()
  await world.people.haveBegun()
  const end = performance.now() + world.forMs
  while (performance.now() < end) {
    const event = choose(world.chance)
    world.say(event.name)
    const run: Promise<void> = event
      .run(world)
      // A database or a provider that is away makes an event fail; that is no verdict.
      .catch((error: unknown) => world.say(`${event.name}: ${String(error)}`))
      .finally(() => running.delete(run))
    running.add(run)
    await pause(world.chance.between(100, 1300))
  }
  await Promise.all(running)
}

function choose(chance: Chance) {
  let left = chance.draw() * events.reduce((sum, { weight }) => sum + weight, 0)
  for (const event of events) {
    left -= event.weight
    if (left <= 0) return event
  }
  return chance.one(events)
}

/** Programs, and the database of a site, in whose life somebody interferes already. */
const busy = new WeakSet<Program | Site>()

async function interfere(victim: Program | Site, act: () => Promise<void>): Promise<void> {
  if (busy.has(victim)) return
  busy.add(victim)
  try {
    await act()
  } finally {
    busy.delete(victim)
  }
}

const killWorker = (site: Site, chance: Chance) => killAndStart(chance.one(site.workers), chance)

const killAndStart = (program: Program, chance: Chance) =>
  interfere(program, async () => {
    await program.kill()
    await pause(chance.between(0, 1500))
    program.start()
  })

/** Its chunks are taken over meanwhile; when it goes on it has everything in hand that it had. */
const stall = (site: Site, chance: Chance) => {
  const worker = chance.one(site.workers)
  return interfere(worker, async () => {
    worker.signal('SIGSTOP')
    await pause(LEASE_MS + chance.between(500, 3000))
    worker.signal('SIGCONT')
  })
}

/**
 * It neither answers nor refuses, for up to a minute; leases run out meanwhile by its own clock. One at a time: the end
 * of another would wake it while it is being asked.
 */
const freezeDatabase = ({ site, people, chance, forMs }: World) =>
  interfere(site, async () => {
    const { server, resume } = site.freezeDatabase()
    const end = performance.now() + chance.between(1000, Math.min(60_000, forMs / 2))
    // Killed meanwhile, another one answers.
    if ((await site.api.isHealthy()) && server !== undefined && site.postmaster === server)
      people.seen.push({ kind: 'called itself usable without a database', about: 'while it stood still' })
    await pause(Math.max(0, end - performance.now()))
    resume()
  })

async function takeOffline({ site, providers, chance }: World): Promise<void> {
  const { provider } = chance.one(site.accounts)
  if (provider === 'rehearsal') return
  await providers.call(provider, 'offline')
  await pause(chance.between(300, 2000))
  await providers.call(provider, 'online')
}

/** Reports about ids that do not exist yet, that are known, in any order: what a provider may push at any time. */
async function pushReceipts({ providers, people, chance }: World): Promise<void> {
  const states = [
    'SentToNetwork',
    'DeliveredToTerminal',
    'AbsentSubscriber',
    'SenderNameBlacklisted',
    'Unknown',
  ]
  for (let i = 0; i < 10; i++) {
    const status = await providers.call<number | null>('advanta', 'pushReport', {
      messageid: String(FIRST_ID + chance.between(0, 1000)),
      description: chance.one(states),
    })
    people.note(`report: ${status ?? 'no answer'}`)
  }
}

/** Of the SMS that the emulator takes for Advanta. */
const FIRST_ID = 8_290_842
