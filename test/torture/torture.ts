import { poll } from '#lib/platform/clock.ts'
import { Chance } from '../chance.ts'
import { audit } from './audit.ts'
import { rage, type World } from './chaos.ts'
import { companies } from './companies.ts'
import { People } from './people.ts'
import { Providers } from './providers.ts'
import { readBooks, readReceived } from './read-books.ts'
import { Site } from './site.ts'
import type { Books, Violation } from './snapshots.ts'

export type TortureOptions = {
  seed: number
  /** How long programs are killed, ms. */
  forMs: number
  /** People who are written to. */
  people: number
  workers: number
  /** Leave logs and database behind whatever comes of it. */
  keep: boolean
  say: (event: string) => void
}

export type TortureResult = {
  violations: Violation[]
  /** What was done and what came of it, for people. */
  figures: Record<string, number>
  /** Where logs and database are, if something went wrong. */
  folder: string | null
}

/** How long everything may take to come to rest: leases run out, plans that were left behind are made again. */
const QUIET_MS = 240_000

/**
 * Sends to many people through every provider while workers, web and database are killed at random instants, lets
 * everything come to rest, and audits it. What happens follows from the seed; when exactly, from the machine.
 */
export async function torture(options: TortureOptions): Promise<TortureResult> {
  const { seed, say } = options
  const providers = await Providers.start(companies)
  let site: Site | null = null
  let failed = true
  try {
    const ratePerSecond = Math.ceil((options.people / companies.length / options.forMs) * 1000 * 1.5)
    site = await Site.open({ workers: options.workers, companies, providers, ratePerSecond })
    const chance = new Chance(seed)
    const people = new People(site, providers, chance)
    for (const company of companies) await providers.switchFaultsOn(company, seed)
    say('begins')
    await Promise.all([
      sendEverything(site, people, chance, options),
      disturb({ site, providers, people, chance, forMs: options.forMs, say }),
    ])
    await comeToRest(site, people, say)
    const books = await readBooksOf(site)
    const received = await readReceived(providers, site.accounts)
    const violations = audit(books, received, { ...people.promised, seen: people.seen })
    failed = violations.length > 0 || options.keep
    const states: Record<string, number> = {}
    for (const { state } of books.messages)
      states[`messages ${state}`] = (states[`messages ${state}`] ?? 0) + 1
    return {
      violations,
      figures: {
        ...people.done,
        ...states,
        recipients: books.recipients.length,
        unknown: books.recipients.filter((row) => row.state === 1).length,
        received: [...received.values()].reduce((sum, numbers) => sum + numbers.size, 0),
        crashes: [site.web, ...site.workers].reduce((sum, { crashes }) => sum + crashes, 0),
        'promised not to leave': people.promised.mayNotLeave.length,
      },
      folder: failed ? site.folder : null,
    }
  } finally {
    await site?.close(failed)
    await providers.stop()
  }
}

/** Everything that happens to the site, and the end of it all. */
async function disturb(world: World): Promise<void> {
  const { site, providers, say } = world
  await rage(world)
  say('the last has happened; waiting for quiet')
  for (const company of companies) await providers.switchFaultsOff(company)
  for (const program of [site.web, ...site.workers]) if (!program.runs) program.start()
}

/** The books, once there is somebody who can be asked: the last that happened may have been the end of the database. */
async function readBooksOf(site: Site): Promise<Books> {
  const books = await poll(() => readBooks(site.root.pool).catch(() => undefined), { forMs: 60_000 })
  return books ?? readBooks(site.root.pool)
}

/** Messages of all sizes to all providers, now and later, spread over the first half of the time. */
async function sendEverything(
  site: Site,
  people: People,
  chance: Chance,
  { people: count, forMs }: TortureOptions,
): Promise<void> {
  const sends: Promise<void>[] = []
  const most = Math.max(20, Math.ceil(count / 8))
  for (let left = count; left > 0; ) {
    const size = Math.min(left, chance.is(0.5) ? chance.between(1, 60) : chance.between(60, most))
    left -= size
    const later = chance.is(0.4) ? chance.between(2000, forMs / 2) : 0
    sends.push(people.send(chance.one(site.accounts), size, later))
    await new Promise((resolve) => setTimeout(resolve, (size / count) * forMs * 0.5))
  }
  await Promise.all(sends)
}

/** Waits until every message is final, every chunk done and every receipt looked at; people help what waits for them. */
async function comeToRest(site: Site, people: People, say: (event: string) => void): Promise<void> {
  await site.waitUntilUsable()
  const quiet = await poll(
    async () => {
      try {
        await people.attend()
        const { rows } = await site.root.pool.query<{ open: number }>(
          `select (select count(*) from message where state not in ('draft', 'sent', 'failed', 'cancelled'))
             + (select count(*) from chunk where state <> 'done')
             + (select count(*) from receipt where attempts = 0) as open`,
        )
        return rows[0]?.open === 0 || undefined
      } catch {
        return undefined
      }
    },
    { everyMs: 500, forMs: QUIET_MS },
  )
  say(quiet ? 'all is quiet' : 'it did not become quiet')
  // Requests that a provider has read late are read by now.
  await new Promise((resolve) => setTimeout(resolve, 1500))
}
