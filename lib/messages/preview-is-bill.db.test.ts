import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getCredit } from '#lib/credits/get-credit.ts'
import { AppError } from '#lib/shared/errors.ts'
import { product, until } from '#test/product.ts'
import { countParts } from '../../emulators/rehearsal/parts.ts'
import { type RehearsalServer, startRehearsal } from '../../emulators/rehearsal/server.ts'
import { getMessage } from './get-message.ts'
import { previewMessage } from './preview-message.ts'
import { sendMessage } from './send-message.ts'

let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({ control: true })
})
afterAll(() => rehearsal.stop())
const app = product(() => rehearsal.url)

/** Texts at the edges of a part and of an alphabet. */
const piece = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    'é',
    '€',
    '[',
    '☺',
    '👩‍👩‍👧',
    'ส',
    'ำ',
    '“',
    '\n',
    ' ',
    '\u200b',
    '{{',
    '}}',
    '{{name}}',
    '{{name|you}}',
  ),
  fc.integer({ min: 60, max: 165 }).map((n) => 'x'.repeat(n)),
)
const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''))
const digits = fc.integer({ min: 0, max: 30 }).map((n) => `7123457${String(n).padStart(2, '0')}`)
const number = fc.oneof(
  digits.map((d) => `0${d}`),
  digits.map((d) => `+254${d}`),
  digits.map((d) => `254 ${d}`),
  fc.constantFrom(
    '+66812345678',
    '0812345678',
    '+14155550123',
    '020 1234567',
    'x',
    '',
    '2.54712E+11',
    '\u202a0712345799\u202c',
  ),
)
const person = fc.record(
  { msisdn: number, variables: fc.record({ name: fc.oneof(piece, fc.constant('')) }, { requiredKeys: [] }) },
  { requiredKeys: ['msisdn'] },
)
/** Texts that a request of the API may hold; others are refused at the door. */
const storable = (value: unknown) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value))

test('for any text and any list, the preview is the plan, the hold, the bill, and what leaves', async () => {
  await app.query(`update ledger_book set balance = 1000000000 where name = 'available'`)
  const worker = await app.startWorker()
  const input = fc
    .record({ content: text, recipients: fc.array(person, { minLength: 1, maxLength: 25 }) })
    .filter(storable)
  await fc.assert(
    fc.asyncProperty(input, async ({ content, recipients }) => {
      const message = {
        content,
        variables: {},
        sender: 'REHEARSAL',
        source: { kind: 'list' as const, recipients },
      }
      const refusal = (error: unknown) => {
        if (error instanceof AppError) return error.code
        throw error
      }
      const before = await getCredit(app.operator)
      const seen = rehearsal.logbook.after(0, 1_000_000).length
      const preview = await previewMessage(app.operator, message).catch(refusal)
      const sent = await sendMessage(app.operator, message, 'api').catch(refusal)
      if (typeof preview === 'string' || typeof sent === 'string') {
        // Nobody at all to send to is a preview with reasons, but no message.
        if (typeof preview === 'string') expect(sent).toBe(preview)
        else expect(preview.valid).toBe(0)
        expect(await getCredit(app.operator)).toEqual(before)
        return
      }
      expect(sent).toMatchObject({ parts: preview.parts, credits: preview.credits })
      expect(sent.total).toBe(preview.total - preview.duplicates)
      const done = await until(
        () => getMessage(app.operator, sent.uuid),
        (m) => m.state === 'sent' || m.state === 'failed',
      )
      expect(done).toMatchObject({ settled: preview.credits, refunded: 0 })
      const left = rehearsal.logbook.after(0, 1_000_000).slice(seen)
      expect(left).toHaveLength(preview.valid)
      expect(left.reduce((sum, { text: one }) => sum + countParts(one), 0)).toBe(preview.parts)
      expect(new Set(left.map(({ to }) => to)).size).toBe(preview.valid)
      expect((await getCredit(app.operator)).balance).toBeCloseTo(before.balance - preview.credits, 6)
    }),
    { numRuns: 60, endOnFailure: true },
  )
  await worker.stop()
}, 300_000)
