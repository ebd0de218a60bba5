import { expect, test } from 'vitest'
import { product } from '#test/product.ts'
import { claim, sending, step } from '#test/sending.ts'
import { applyReceipts } from './apply-receipts.ts'
import { outcomeKind } from './store-dispatch.ts'
import { insertReceipts } from './store-receipts.ts'

const app = product(() => 'http://127.0.0.1:9')
const { accepted, refused } = outcomeKind

test('the network of a recipient is kept from the answer to the send or from a receipt, whichever tells it', async () => {
  const message = await sending(app, 3)
  const chunk = await claim(app, message)
  const { step: at } = await step(app, chunk, 0, 3)
  await step(app, chunk, at, 0, [
    { seq: 1, kind: accepted, reference: `a${message.id}`, network: 2 },
    { seq: 2, kind: accepted, reference: `b${message.id}` },
    { seq: 3, kind: refused, reason: 'INVALID_NUMBER' },
  ])
  const [account] = await app.query<{ id: number }>('select id from account')
  const receipt = { reason: null, raw: 'x', at: null, state: 'undelivered' as const }
  await insertReceipts(app.system.pool, account?.id ?? 0, [
    { ...receipt, reference: `a${message.id}` },
    { ...receipt, reference: `b${message.id}`, network: 3 },
  ])
  await applyReceipts(app.system)
  const rows = await app.query('select state, network from recipient where message_id = $1 order by seq', [
    message.id,
  ])
  expect(rows).toEqual([
    { state: 5, network: 2 },
    { state: 5, network: 3 },
    { state: 3, network: null },
  ])
})

test('a worker that knows nothing of networks is understood', async () => {
  const message = await sending(app, 1)
  const chunk = await claim(app, message)
  const call = (at: number, seqs: number[], want: number) =>
    app.query('select step from chunk_step($1, 0, $2, $3, $4, $5, $6, $7, $8, $9, 15000, $10)', [
      ...[message.id, chunk.epoch, at, seqs, seqs.map(() => accepted)],
      ...[seqs.map(() => 'r'), seqs.map(() => null), seqs.map(() => null), want, want === 0],
    ])
  const [given] = await call(0, [], 1)
  await call(Number(given?.step), [1], 0)
  const [row] = await app.query('select state from recipient where message_id = $1', [message.id])
  expect(row).toEqual({ state: 2 })
})
