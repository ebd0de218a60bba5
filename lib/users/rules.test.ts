import { describe, expect, test } from 'vitest'
import { keyMay, passwordProblem, roleMay, throttleDelay, throttles } from './rules.ts'

describe('roles', () => {
  test.each([
    ['viewer', ['read']],
    ['operator', ['read', 'send']],
    ['admin', ['read', 'send', 'manage']],
  ] as const)('a %s may %j and nothing else', (role, allowed) => {
    const all = ['read', 'send', 'manage'] as const
    expect(all.filter((permission) => roleMay(role, permission))).toEqual(allowed)
  })

  test.each([
    ['admin', ['*'], ['read', 'send', 'manage']],
    ['admin', ['sms:send'], ['read', 'send']],
    ['admin', ['sms:read'], ['read']],
    ['operator', ['*'], ['read', 'send']],
    ['viewer', ['*', 'sms:send'], ['read']],
  ] as const)('a key of a %s with %j may %j', (role, scopes, allowed) => {
    const all = ['read', 'send', 'manage'] as const
    expect(all.filter((permission) => keyMay(role, scopes, permission))).toEqual(allowed)
  })
})

describe('passwords', () => {
  test.each([
    ['short pas', 'short'],
    ['x'.repeat(201), 'long'],
    ['aaaaaaaaaaaa', 'guessable'],
    ['Password123!', 'guessable'],
    ['1234567890', 'guessable'],
    ['administrator1', 'guessable'],
    ['Ann.Smith@example.com', 'guessable'],
    ['ann.smith@example.com', 'guessable'],
    ['four words at random', null],
    ['กขฃคฅฆงจฉช', null],
  ])('%s: %s', (password, problem) => {
    expect(passwordProblem(password, 'ann.smith@example.com')).toBe(problem)
  })

  test('length is counted in characters as people see them, not in code units', () => {
    expect(passwordProblem('🌊🌊🌊🐟🐟', 'a@example.com')).toBe('short')
  })
})

describe('the delay after failures', () => {
  test('some are forgiven, then it doubles up to a quarter of an hour', () => {
    const delays = Array.from({ length: 16 }, (_, at) => throttleDelay(throttles.email, at))
    expect(delays).toEqual([0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900])
  })

  test('it stays a number after a million failures', () => {
    expect(throttleDelay(throttles.address, 1_000_000)).toBe(900)
  })
})
