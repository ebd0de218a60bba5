import { expect, test } from 'vitest'
import { history } from './model.ts'
import { rules } from './model-database.ts'

const start = Number(process.env.PROTOCOL_SEED ?? Math.floor(Math.random() * 1e9))

test(`no history breaks a promise (seeds from ${start})`, () => {
  for (let seed = start; seed < start + 40_000; seed++) {
    const violations = history(seed)
    if (violations.length > 0) throw new Error(`seed ${seed}: ${violations.join('; ')}`)
  }
})

test.each(rules)('leaving out the rule %s is noticed', (rule) => {
  let caught = 0
  for (let seed = start; seed < start + 400_000 && caught === 0; seed++) caught += history(seed, rule).length
  expect(caught).toBeGreaterThan(0)
})
