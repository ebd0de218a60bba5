import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineProvider } from './define-provider.ts'
import type { Capabilities, Connection } from './provider.ts'

const seen: unknown[] = []
const provider = defineProvider({
  name: 'acme',
  words: { title: 'Test', about: 'A test.', th: { title: 'ทดสอบ', about: 'การทดสอบ' } },
  settings: z.object({ limits: z.object({ rate: z.int().default(5) }).prefault({}) }),
  secrets: z.object({ key: z.string() }),
  capabilities: ({ limits }) =>
    ({ defaultRate: limits.rate, timeoutMs: limits.rate * 1_000 }) as Capabilities,
  connect: ({ settings, secrets, timeoutMs }) => {
    seen.push(settings, secrets, timeoutMs)
    return {} as Connection
  },
})
const rest = { allowPrivateHosts: false, maxConnections: 1, now: () => new Date() }

test('an adapter gets settings that have been checked and completed', () => {
  provider.connect({ settings: {}, secrets: { key: 'k' }, ...rest })
  expect(seen.splice(0)).toEqual([{ limits: { rate: 5 } }, { key: 'k' }, 5_000])
  expect(provider.capabilities({ limits: { rate: 7 } }).defaultRate).toBe(7)
})

test('a request may take as long as the account says, unless whoever connects says otherwise', () => {
  for (const timeoutMs of [undefined, 400]) {
    provider.connect({ settings: { limits: { rate: 7 } }, secrets: { key: 'k' }, timeoutMs, ...rest })
  }
  expect(seen.splice(0).filter((one) => typeof one === 'number')).toEqual([7_000, 400])
})

test.each([
  [{ limits: { rate: 'x' } }, { key: 'k' }, 'settings.limits.rate'],
  [{}, {}, 'secrets.key'],
  [null, { key: 'k' }, 'settings'],
])('%j with %j is refused by the name of what is wrong', (settings, secrets, field) => {
  expect(() => provider.connect({ settings, secrets, ...rest })).toThrow(
    expect.objectContaining({ code: 'INVALID_SETTINGS', field }),
  )
})

test('a provider that calls nobody has no callback reader', () => {
  expect(provider.readCallback).toBeUndefined()
})
