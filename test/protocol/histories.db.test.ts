import { expect, test } from 'vitest'
import { addCredits } from '#lib/credits/add-credits.ts'
import { installations } from '../installations.ts'
import { history } from './histories.ts'
import { mutate, mutations } from './mutations.ts'

const start = Number(process.env.PROTOCOL_SEED ?? Math.floor(Math.random() * 1e9))
/** Whether a rule is missed does not hang on luck: from here on each that is left out is noticed within some histories. */
const telling = Number(process.env.PROTOCOL_SEED ?? 5000)
/** `PROTOCOL_HISTORIES=1000 npm run unit -- test/protocol` runs that many, and the mutations that few of them notice. */
const isLong = process.env.PROTOCOL_HISTORIES !== undefined
const all = installations()

const create = async () => {
  const where = await all.create()
  await addCredits(where.system, { amount: 100_000 })
  return where
}

test(`no history on the real functions breaks a promise (seeds from ${start})`, async () => {
  const where = await create()
  for (let seed = start; seed < start + Number(process.env.PROTOCOL_HISTORIES ?? 20); seed++)
    expect(await history(where, seed), `seed ${seed}`).toEqual([])
}, 1_800_000)

test.each(mutations.filter(({ isRare }) => isLong || !isRare))(
  'leaving out of the SQL that $rule is noticed',
  async (mutation) => {
    const where = await create()
    await mutate(where.system.pool, mutation)
    let noticed = 0
    let seed = telling
    // Tens of histories are usual; a seed that takes hundreds is no failure.
    for (; seed < telling + 4_000 && noticed === 0; seed++)
      // A rule that is left out may also show by a statement that fails.
      noticed = await history(where, seed, mutation.often).then(
        (violations) => violations.length,
        () => 1,
      )
    expect(noticed).toBeGreaterThan(0)
  },
  1_800_000,
)
