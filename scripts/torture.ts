// `npm run torture -- [--seeds 5] [--at-once 1] [--minutes 1] [--people 5000] [--workers 3] [--from <seed>]`: kills the
// product at random instants while it sends, and audits what is left. The seeds are printed; `--from` with one of them
// does the same again. `--verbose` tells every event, `--keep` leaves logs and database behind.
import { parseArgs } from 'node:util'
import { type TortureOptions, torture } from '../test/torture/torture.ts'
import { ensureBuild, ensureClient } from './build.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '1' },
    people: { type: 'string', default: '5000' },
    'at-once': { type: 'string', default: '1' },
    workers: { type: 'string', default: '3' },
    from: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const first = Number(values.from ?? Math.floor(Math.random() * 1e9))

async function runSeed(options: Omit<TortureOptions, 'say' | 'keep'>): Promise<boolean> {
  const began = performance.now()
  const seconds = () => ((performance.now() - began) / 1000).toFixed(1)
  const events: string[] = []
  const say = (event: string) => {
    events.push(`${seconds().padStart(6)}  ${event}`)
    if (values.verbose) console.log(events.at(-1))
  }
  const { violations, figures, folder } = await torture({ ...options, keep: values.keep, say }).catch(
    (error: unknown) => {
      console.log(`seed ${options.seed} could not be audited.\n${events.join('\n')}`)
      throw error
    },
  )
  const told = Object.entries(figures).map(([what, n]) => `${n} ${what}`)
  console.log(`seed ${options.seed}: ${violations.length} violations in ${seconds()} s (${told.join(', ')})`)
  if (violations.length === 0 && !values.keep) return true
  for (const { kind, about } of violations.slice(0, 50)) console.log(`  ${kind}: ${about}`)
  if (!values.verbose) console.log(events.join('\n'))
  console.log(`Logs and database are in ${folder}.`)
  return violations.length === 0
}

await ensureClient({ say: console.log })
await ensureBuild({ say: console.log })
const seeds = Array.from({ length: Number(values.seeds) }, (_, n) => first + n)
let failed = 0

async function runSeeds(): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    const options = {
      seed,
      forMs: Number(values.minutes) * 60_000,
      people: Number(values.people),
      workers: Number(values.workers),
    }
    if (!(await runSeed(options))) failed++
  }
}

await Promise.all(Array.from({ length: Number(values['at-once']) }, runSeeds))
process.exit(failed > 0 ? 1 : 0)
