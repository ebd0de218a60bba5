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
  capabilities: ({ limits }) => ({ defaultRate: limits.rate }) as Capabilities,
  connect: ({ settings, secrets }) => {
    seen.push(settings, secrets)
    return {} as Connection
  },
})
const rest = { allowPrivateHosts: false, maxConnections: 1, now: () => new Date() }

test('an adapter gets settings that have been checked and completed', () => {
  provider.connect({ settings: {}, secrets: { key: 'k' }, ...rest })
  expect(seen).toEqual([{ limits: { rate: 5 } }, { key: 'k' }])
  expect(provider.capabilities({ limits: { rate: 7 } }).defaultRate).toBe(7)
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
