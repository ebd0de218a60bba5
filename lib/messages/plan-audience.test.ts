import { expect, test } from 'vitest'
import type { Capabilities } from '#lib/providers/provider.ts'
import { hashPhone } from '#lib/sms/phone-hash.ts'
import { parseTemplate } from '#lib/sms/placeholders.ts'
import { type PlanRules, planAudience } from './plan-audience.ts'
import type { PlannedRow, SourceRow } from './plan-row.ts'

const capabilities: Capabilities = {
  batch: { size: 1, texts: 'many' },
  textLimit: { characters: null, parts: null },
  encoding: 'any',
  hashedNumbers: true,
  refusedCountries: ['US'],
  nativeSchedule: 'none',
  receipts: { push: false, poll: null },
  balance: false,
  senderList: false,
  senderForm: 'text',
  lookup: false,
  lookupDelayMs: 0,
  timeoutMs: 30_000,
  preview: false,
  defaultRate: 1,
}

const rules = (over: Partial<PlanRules> & { text?: string } = {}): PlanRules => ({
  template: parseTemplate(over.text ?? 'Hello'),
  variables: {},
  defaultCountry: 'KE',
  prices: (msisdn) => (msisdn.startsWith('66') ? 2500 : msisdn.startsWith('44') ? null : 1000),
  capabilities,
  keepLandlines: false,
  countries: [],
  cutting: 'characters',
  isSuppressed: async (msisdns) => msisdns.map(() => false),
  isExcluded: null,
  windowIn: () => null,
  ...over,
})

const rowsOf = (...raws: (string | [string, Record<string, string>])[]): SourceRow[] =>
  raws.map((raw, i) =>
    typeof raw === 'string'
      ? { rowNo: i + 1, raw, variables: null }
      : { rowNo: i + 1, raw: raw[0], variables: raw[1] },
  )

async function plan(given: PlanRules, ...batches: SourceRow[][]) {
  const rows: PlannedRow[] = []
  const totals = await planAudience(given, batches, (planned) => void rows.push(...planned))
  return { rows, totals }
}

test('hashed numbers that are sent to are counted apart', async () => {
  const hashes = [hashPhone('254712345671'), hashPhone('254712345672')]
  const { totals } = await plan(
    rules({ isSuppressed: async (ms) => ms.map((m) => m === hashes[1]) }),
    rowsOf(...hashes, '0712345673'),
  )
  expect(totals).toMatchObject({ valid: 2, blocked: 1, hashed: 1 })
})

test('every row of the source is counted exactly once', async () => {
  const { rows, totals } = await plan(
    rules({ isSuppressed: async (ms) => ms.map((m) => m.endsWith('4')) }),
    rowsOf(
      '0712345671',
      '0712345671',
      '+66812345672',
      '020 1234567',
      'x',
      '+12025550123',
      '+447400123456',
      '0712345674',
    ),
  )
  expect(totals).toMatchObject({ total: 8, valid: 2, invalid: 4, duplicates: 1, blocked: 1, excluded: 0 })
  expect(totals.reasons).toEqual({
    LANDLINE: 1,
    INVALID_NUMBER: 1,
    COUNTRY_NOT_SERVED: 1,
    NO_PRICE: 1,
    SUPPRESSED: 1,
  })
  expect(rows).toHaveLength(7)
  expect(totals.credits).toBe(3500)
  expect(totals.countries).toEqual({
    KE: { recipients: 1, parts: 1, credits: 1000 },
    TH: { recipients: 1, parts: 1, credits: 2500 },
  })
  expect(totals.unpricedCountry).toBe('GB')
  expect(totals.examples.find((e) => e.reason === 'LANDLINE')).toEqual({
    rowNo: 4,
    raw: '020 1234567',
    reason: 'LANDLINE',
  })
})

test('a row that cannot be read is named, however many doubled ones stand before it', async () => {
  const doubled = Array.from({ length: 200 }, () => '0712345671')
  const { totals } = await plan(rules(), rowsOf(...doubled, 'x'))
  expect(totals.examples.filter((e) => e.reason === 'DUPLICATE')).toHaveLength(20)
  expect(totals.examples.at(-1)).toEqual({ rowNo: 201, raw: 'x', reason: 'INVALID_NUMBER' })
})

test('one person in plain and as a hash is one person, whichever comes first and in whichever batch', async () => {
  const [plain, hash] = ['0712345678', hashPhone('254712345678')]
  for (const order of [
    [plain, hash],
    [hash, plain],
  ]) {
    const { totals } = await plan(rules(), rowsOf(order[0] as string), rowsOf(order[1] as string))
    expect(totals).toMatchObject({ valid: 1, duplicates: 1 })
  }
})

test('excluded people become no row and are counted', async () => {
  const { rows, totals } = await plan(
    rules({ isExcluded: (msisdn) => msisdn === '254712345671' }),
    rowsOf('0712345671', '0712345672'),
  )
  expect(rows.map((row) => row.msisdn)).toEqual(['254712345672'])
  expect(totals).toMatchObject({ total: 2, valid: 1, excluded: 1 })
})

test('who lacks a value gets no message with a hole in it', async () => {
  const { rows, totals } = await plan(
    rules({ text: 'Hi {{name}}', variables: { name: '' } }),
    rowsOf(['0712345671', { name: 'Ama' }], ['0712345672', { name: ' ' }], '0712345673'),
  )
  expect(rows.map((row) => row.reason)).toEqual([null, 'MISSING_VARIABLE', 'MISSING_VARIABLE'])
  expect(totals).toMatchObject({ valid: 1, invalid: 2 })
})

test('the advice says who needs another part, why, and what shortening saves', async () => {
  const text = `${'x'.repeat(150)} {{name}}`
  const { totals } = await plan(
    rules({ text }),
    rowsOf(
      ['0712345671', { name: 'Ama' }],
      ['0712345672', { name: 'Christopher' }],
      ['0712345673', { name: 'Noël ☺' }],
    ),
  )
  expect(totals.parts).toBe(1 + 2 + 3)
  expect(totals.advice).toMatchObject({ tipped: 2, extraParts: 3 })
  expect(totals.advice?.causes.map((cause) => [cause.name, cause.reason])).toEqual([
    ['name', 'encoding'],
    ['name', 'length'],
  ])
  expect(totals.dearest.map((row) => row.rowNo)).toEqual([3, 2, 1])
  expect(totals).toMatchObject({ encoding: 'ucs2', maxPartsPerRecipient: 3 })
})

test('suppressed people are in no advice', async () => {
  const { totals } = await plan(
    rules({ text: 'Hi {{name}}', isSuppressed: async (ms) => ms.map(() => true) }),
    rowsOf(['0712345671', { name: 'Ama' }]),
  )
  expect(totals).toMatchObject({ blocked: 1, valid: 0, credits: 0, advice: null })
})

test('nobody is sent braces that the provider would fill in itself', async () => {
  const people = rowsOf(
    ['0712345671', { name: 'Amina' }],
    ['0712345672', { name: '{{balance}}' }],
    ['0712345673', { name: '{{' }],
  )
  const text = 'Hello {{name}} }}'
  const fills = await plan(
    rules({ text, capabilities: { ...capabilities, fillsPlaceholders: true } }),
    people,
  )
  expect(fills.rows.map(({ reason }) => reason)).toEqual([
    null,
    'TEXT_HAS_PLACEHOLDER',
    'TEXT_HAS_PLACEHOLDER',
  ])
  expect(fills.totals).toMatchObject({ valid: 1, reasons: { TEXT_HAS_PLACEHOLDER: 2 } })
  const others = await plan(rules({ text }), people)
  expect(others.totals).toMatchObject({ valid: 3 })
})
