import { beforeAll, expect, test } from 'vitest'
import * as send from '#app/api/v2/sms/send/route.ts'
import { outcomeKind } from '#lib/sending/store-dispatch.ts'
import { setUp } from '#test/installation.ts'
import { claim, seqs, step } from '#test/sending.ts'
import { webApp } from '#test/web.ts'
import * as retry from './route.ts'

const app = webApp()
beforeAll(() => setUp({ system: app.root() }))

/** A message to two people, of whom one was refused, and one entry that is no number. */
async function sendInVain(headers: Record<string, string>): Promise<string> {
  const body = JSON.stringify({
    sender: 'REHEARSAL',
    content: 'Hello',
    msisdns: ['nobody', '0712000001', '0712000002'],
  })
  const { uuid } = (await app.call(send.POST, { method: 'POST', headers, body })).body
  const [message] = await app.query<{ id: number }>('select id::int from message where uuid = $1', [uuid])
  const where = { system: app.root() }
  const chunk = await claim(where, { id: message?.id ?? 0 })
  const [first = 0, second = 0] = seqs(await step(where, chunk, 0, 50))
  await step(where, chunk, 1, 0, [
    { seq: first, kind: outcomeKind.accepted, reference: 'a' },
    { seq: second, kind: outcomeKind.refused, reason: 'NO_ROUTE' },
  ])
  return String(uuid)
}

test('retry answers like send, for the failed alone, and needs the scope and the owner', async () => {
  const owner = await app.addKey('operator', 'sms:send')
  const uuid = await sendInVain(owner.headers)
  const ask = (headers: Record<string, string>) =>
    app.call(retry.POST, { method: 'POST', headers, params: { uuid } })

  expect(await ask({})).toMatchObject({ status: 401 })
  for (const other of [await app.addKey('operator', 'sms:read'), await app.addKey('operator', 'sms:send')])
    expect(await ask(other.headers)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
  const answer = await ask(owner.headers)
  expect(answer).toMatchObject({
    status: 200,
    body: { total: 1, parts: 1, credits: 1, scheduledTime: null, status: 'pending' },
  })
  expect(answer.body.uuid).not.toBe(uuid)
  expect(await ask(owner.headers)).toMatchObject({ status: 400, body: { code: 'NO_VALID_NUMBERS' } })
})
