import { expect, test } from 'vitest'
import { CLOCK_STEP_MS, GRACE_MS, type Identity, judge, type Kept, type Seen } from './era-rules.ts'

const identity: Identity = { systemIdentifier: '1', timeline: '00000001', databaseOid: '2', tableOid: '3' }
const now = Date.UTC(2026, 10, 21)
const seen: Seen = {
  identity,
  recorded: identity,
  era: 'b',
  eras: ['a', 'b'],
  position: 1000,
  beatAt: now - 3000,
  now,
}
const kept: Kept = { identity, era: 'b', position: 1000, beatAt: now - 3000 }

test('the database that a worker has just looked at is the one that sends', () => {
  expect(judge(seen, kept, { monotonic: 0, now: now - 3000, monotonicNow: 3000 })).toBeNull()
  expect(judge({ ...seen, position: 5000 }, kept, null)).toBeNull()
})

test('a new database has nothing to be compared with', () => {
  expect(judge({ ...seen, recorded: null, beatAt: null }, null, null)).toBeNull()
})

test.each(['systemIdentifier', 'timeline', 'databaseOid', 'tableOid'] as const)(
  'a copy is noticed by another %s',
  (part) => {
    expect(judge({ ...seen, identity: { ...identity, [part]: '9' } }, null, null)).toEqual({
      kind: 'RESTORED',
      found: 'IDENTITY',
    })
  },
)

test('the same files put back are noticed by a log, a beat or an era that a worker has seen further on', () => {
  expect(judge({ ...seen, position: 999 }, kept, null)).toMatchObject({ found: 'POSITION' })
  expect(judge({ ...seen, beatAt: now - 3001 }, kept, null)).toMatchObject({ found: 'BEAT' })
  expect(judge(seen, { ...kept, era: 'c' }, null)).toMatchObject({ found: 'ERA' })
})

test('what was seen in a former era of this database, or of another database, raises nothing', () => {
  expect(judge(seen, { ...kept, era: 'a', position: 9999, beatAt: now }, null)).toBeNull()
  const other = { ...identity, systemIdentifier: '7' }
  expect(judge(seen, { ...kept, identity: other, era: 'x', position: 9999 }, null)).toBeNull()
})

test('a clock that jumps is told apart from time that passed', () => {
  const before = { monotonic: 0, now: now - 60_000 }
  expect(judge(seen, kept, { ...before, monotonicNow: 60_000 })).toBeNull()
  expect(judge(seen, kept, { ...before, monotonicNow: 60_000 - CLOCK_STEP_MS })).toEqual({
    kind: 'CLOCK_STEP',
    seconds: CLOCK_STEP_MS / 1000,
  })
  expect(judge(seen, kept, { ...before, monotonicNow: 60_000 + CLOCK_STEP_MS })).toMatchObject({
    seconds: -CLOCK_STEP_MS / 1000,
  })
  expect(judge({ ...seen, beatAt: now + 600_000 }, null, null)).toMatchObject({ kind: 'CLOCK_STEP' })
})

test('nobody having worked for longer than the grace period is late', () => {
  expect(judge({ ...seen, beatAt: now - GRACE_MS + 1 }, null, null)).toBeNull()
  expect(judge({ ...seen, beatAt: now - GRACE_MS }, null, null)).toEqual({ kind: 'LATE', minutes: 15 })
})
