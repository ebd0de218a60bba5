import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMembers } from '#lib/contacts/change-members.ts'
import { createGroup } from '#lib/contacts/create-group.ts'
import { product } from '#test/product.ts'
import { confirmMessage } from './confirm-message.ts'
import { previewDraft, previewMessage } from './preview-message.ts'

const app = product(() => 'http://127.0.0.1:9')
const draft = (content: string, source: Parameters<typeof previewDraft>[1]['source']) => ({
  content,
  variables: {},
  source,
  sender: 'REHEARSAL',
})
const codeOf = (work: Promise<unknown>) => work.catch((error: { code?: string }) => error.code)

describe('the figures beside a text that is being written', () => {
  test('are those of the plan, whatever was written to the same people before', async () => {
    await app.query(
      `insert into price (account_id, prefix, per_part, valid_from)
       select id, prefix, amount, '2020-01-01' from account, (values ('25471', 2500), ('66', 750)) v (prefix, amount)`,
    )
    const piece = fc.constantFrom(
      'a',
      '€',
      'ที่',
      '😀',
      '{{',
      '{{name|you}}',
      'x'.repeat(76),
      'y'.repeat(151),
      ' ',
    )
    const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''))
    const number = fc.constantFrom(
      '0712345601',
      '0733345602',
      '+66812345678',
      '0712 345 601',
      'nobody',
      '+1900',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(number, { minLength: 1, maxLength: 5 }),
        fc.array(text, { minLength: 1, maxLength: 4 }),
        async (numbers, texts) => {
          const source = { kind: 'pasted' as const, text: numbers.join('\n') }
          for (const content of texts)
            expect(await codeOf(previewDraft(app.operator, draft(content, source)))).toEqual(
              await codeOf(previewMessage(app.operator, draft(content, source))),
            )
        },
      ),
      { numRuns: 60 },
    )
  })

  test('may be some seconds old, but nothing is sent by them, and then they are new', async () => {
    const { id } = await createGroup(app.operator, { name: 'Growing' })
    const add = (msisdn: string) => addMembers(app.operator, id, { contactIds: [], msisdns: [msisdn] }, 'KE')
    await add('0733345611')
    const input = draft('Hello', { kind: 'groups', groupIds: [id] })
    const valid = async () => (await previewDraft(app.operator, input)).valid
    expect(await valid()).toBe(1)
    await add('0733345612')
    const { valid: people, credits } = await previewDraft(app.operator, { ...input, content: 'Hello there' })
    expect(people).toBe(1)
    expect(await codeOf(confirmMessage(app.operator, input, { people, credits }))).toBe('CONFLICT')
    expect(await valid()).toBe(2)
  })

  test('are refused to whoever may not use these people, although somebody has just asked', async () => {
    const { id } = await createGroup(app.operator, { name: 'Going' })
    await addMembers(app.operator, id, { contactIds: [], msisdns: ['0733345621'] }, 'KE')
    const input = draft('Hello', { kind: 'groups', groupIds: [id] })
    await previewDraft(app.operator, input)
    await app.query('delete from contact_group where id = $1', [id])
    expect(await codeOf(previewDraft(app.operator, input))).toBe('UNKNOWN_GROUP')
  })
})
