/**
 * How fast a planned message leaves, against two other ways of making the same requests to the same local provider in the
 * same run: a bare loop of undici, and one job per recipient on pg-boss. Medians of `--runs`; only the ratios mean anything
 * on another machine. Usage: node scripts/run.mjs bench/dispatch.ts [--recipients 100000] [--runs 5] [--large 2000000]
 */
import { parseArgs } from 'node:util'
import { BATCH, delayCommits, IN_FLIGHT, peakMemory, setStage } from './dispatch/stage.ts'
import { bareLoop, jobPerRecipient, longwave } from './dispatch/ways.ts'

const { values } = parseArgs({
  options: {
    recipients: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '5' },
    large: { type: 'string', default: '0' },
  },
})
const RECIPIENTS = Number(values.recipients)
const RUNS = Number(values.runs)
const SMALL = 10_000
/** Long enough that the first and the last second, in which not every place is taken, do not count. */
const SLOW = 40_000

const stage = await setStage()
const { single, batch, slow } = stage.accounts
const rates: Record<string, number[]> = {}
for (let run = 0; run < RUNS; run++) {
  await measure('bare loop, single', () => bareLoop(stage.fastUrl, RECIPIENTS))
  await measure('longwave, single', () => longwave(stage, single, RECIPIENTS))
  const jobs = Math.min(RECIPIENTS, 20_000)
  await measure('pg-boss, finished alone', () => jobPerRecipient(stage, jobs, 'alone'))
  await measure('pg-boss, finished by fifties', () => jobPerRecipient(stage, jobs, 'by fifties'))
  await measure(`longwave, ${BATCH} a request`, () => longwave(stage, batch, RECIPIENTS * 3))
  await delayCommits(stage, 5000)
  await measure('longwave, 5 ms a commit', () => longwave(stage, single, RECIPIENTS))
  await delayCommits(stage, 0)
  await measure('bare loop, 100 ms latency', () => bareLoop(stage.slowUrl, SLOW))
  await measure('longwave, 100 ms latency', () => longwave(stage, slow, SLOW))
}
const largeRate = Number(values.large) > 0 ? await amongSmall(Number(values.large)) : null
report()
await stage.close()

/** A large message, and small ones before and after it: what a machine gives changes from minute to minute. */
async function amongSmall(recipients: number): Promise<number> {
  const small = () => measure(`longwave, ${SMALL} in all`, () => longwave(stage, single, SMALL))
  for (let run = 0; run < RUNS; run++) await small()
  const rate = await longwave(stage, single, recipients)
  for (let run = 0; run < RUNS; run++) await small()
  return rate
}

async function measure(name: string, run: () => Promise<number>): Promise<void> {
  const rate = await run()
  rates[name] = [...(rates[name] ?? []), rate]
  console.log(`${name.padEnd(28)} ${Math.round(rate)} recipients/s`)
}

function report(): void {
  const median = (name: string) => {
    const all = (rates[name] ?? []).toSorted((a, b) => a - b)
    return all[Math.floor(all.length / 2)] ?? Number.NaN
  }
  const [bare, ours] = [median('bare loop, single'), median('longwave, single')]
  const line = (what: string, ratio: number, target: string) =>
    console.log(`${what.padEnd(52)} ${ratio.toFixed(2)}   target ${target}`)
  console.log(`\nmedians of ${RUNS}`)
  line('single requests / bare loop', ours / bare, '0.75')
  line('single requests / one job per recipient', ours / median('pg-boss, finished alone'), '4')
  line('  jobs finished by fifties', ours / median('pg-boss, finished by fifties'), 'none')
  line(`${BATCH} numbers a request / bare loop`, median(`longwave, ${BATCH} a request`) / bare, '2')
  line('with 5 ms added to every commit / bare loop', median('longwave, 5 ms a commit') / bare, '0.6')
  const patient = median('longwave, 100 ms latency')
  line(`at 100 ms latency / what ${IN_FLIGHT} in flight allow`, patient / (IN_FLIGHT * 10), '1')
  line('  / bare loop', patient / median('bare loop, 100 ms latency'), 'none')
  if (largeRate !== null)
    line(
      `a recipient's cost, ${values.large} / ${SMALL} recipients`,
      median(`longwave, ${SMALL} in all`) / largeRate,
      '1 ± 0.15',
    )
  console.log(`most memory of the worker: ${peakMemory(stage.worker)} MiB (target: below 256)`)
}
