import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openAccount } from '#lib/accounts/open-account.ts'
import { removeSuppression } from '#lib/contacts/remove-suppression.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import { createSender } from '#lib/senders/create-sender.ts'
import { changeSettings } from '#lib/users/change-settings.ts'
import { product, until } from '#test/product.ts'
import { providerAccounts } from '#test/provider-account.ts'
import { startEmulator as startAdvanta } from '../../emulators/advanta/server.ts'
import { startEmulator as startVoximplant } from '../../emulators/voximplant/server.ts'
import { answerConversation, previewAnswer } from './answer-conversation.ts'
import { getConversation } from './get-conversation.ts'
import { countUnread, listConversations } from './list-conversations.ts'
import { tieNewReplies } from './look-for-sent.ts'
import { markConversation } from './mark-conversation.ts'
import { takeCallback } from './receive-replies.ts'

const app = product(() => 'http://127.0.0.1:9')
const accountAt = providerAccounts()
const OURS = '447443332211'

/** The callback addresses of the product, as a provider reaches them. */
let server: Server
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1')
    const answer = await takeCallback(app.system, pathname.slice(1), {
      method: request.method ?? '',
      contentType: request.headers['content-type'] ?? '',
      query: searchParams,
      body: await readText(request),
    }).then(
      (body) => ({ status: 200, body }),
      () => ({ status: 400, body: '' }),
    )
    response.writeHead(answer.status).end(answer.body)
  }).listen(0, '127.0.0.1')
  await app.startWorker()
})
afterAll(() => server.close())
/** Who writes: somebody else in every test, because messages stay. */
let me = ''
let people = 0
beforeEach(async () => {
  me = `2547110${String(++people).padStart(5, '0')}`
  await app.query('truncate conversation, inbound, suppression, conversation_sent restart identity cascade')
})

const callbackUrl = async (accountId: number) => {
  const { callbackUrl: url } = await openAccount(app.system, accountId)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/${url.split('/').at(-1)}`
}

const voximplant = async () => {
  const emulator = await startVoximplant()
  const account = await accountAt(app.system, emulator, { defaultCountry: 'KE' })
  emulator.control.set({ callbackUrl: await callbackUrl(account.id) })
  await createSender(app.system, { account: account.name, value: OURS, approve: true })
  const says = (text: string, from = me, over: object = {}) =>
    emulator.control.inbound({ from, to: OURS, text, ...over })
  return { emulator, account, says }
}

const advanta = async () => {
  const emulator = await startAdvanta()
  const account = await accountAt(app.system, emulator, { defaultCountry: 'KE' })
  emulator.control.set({ inboundUrl: await callbackUrl(account.id) })
  return { emulator, account }
}

const list = async (query: object = {}) =>
  (await listConversations(app.operator, { limit: 50, ...query })).conversations
const only = async () => {
  const [conversation] = await list()
  if (!conversation) throw new Error('nobody has written')
  return getConversation(app.operator, conversation.id)
}

/** Sends through an account and waits until it has left. */
const send = async (account: { id: number }, content: string, msisdn = me) => {
  const source = { kind: 'list' as const, recipients: [{ msisdn: `+${msisdn}` }] }
  const input = { content, variables: {}, sender: OURS, accountId: account.id, source }
  const { uuid } = await sendMessage(app.operator, input, 'api')
  await until(
    () => app.query<{ state: string }>('select state from message where uuid = $1', [uuid]),
    ([row]) => row?.state === 'sent',
  )
  return uuid
}

describe('a reply', () => {
  test('opens a conversation that waits to be read, and a second one joins it', async () => {
    const { says } = await voximplant()
    expect(await says('Hello?')).toBe(200)
    await says('Are you there?')
    await says('Me too', '254711000002')
    expect(await list()).toMatchObject([
      { msisdn: '254711000002', lastText: 'Me too', unread: 1 },
      { msisdn: me, lastText: 'Are you there?', unread: 2, stopped: false },
    ])
    expect(await countUnread(app.operator)).toEqual({ unread: 2 })
    const [, first] = await list()
    await markConversation(app.operator, { id: first?.id ?? 0, read: true })
    expect(await countUnread(app.operator)).toEqual({ unread: 1 })
  })

  test('that is pushed again is there once: by its id, or where there is none by its words', async () => {
    const { says } = await voximplant()
    await Promise.all([1, 2, 3].map(() => says('Once', me, { callbackId: 71, copies: 2 })))
    await says('Once', me, { callbackId: 72 })
    expect((await only()).entries).toHaveLength(2)

    const { emulator } = await advanta()
    const reply = { from: '0711000009', shortcode: '22141', message: 'Habari' }
    await Promise.all([1, 2, 3].map(() => emulator.control.inbound(reply)))
    await emulator.control.inbound({ ...reply, message: 'Habari yako' })
    const [conversation] = await list({ search: '711000009' })
    expect(conversation).toMatchObject({ msisdn: '254711000009', unread: 2 })
    // Later the same words are another reply.
    await app.query(`update inbound set received_at = received_at - interval '6 minutes'`)
    await emulator.control.inbound(reply)
    expect((await list({ search: '711000009' }))[0]?.unread).toBe(3)
  })

  test('is shown beside the message that it follows, the one from the very number it was sent to', async () => {
    const { account, says } = await voximplant()
    const uuid = await send(account, 'Is Tuesday fine?')
    const source = { kind: 'list' as const, recipients: [{ msisdn: `+${me}` }] }
    await sendMessage(
      app.operator,
      { content: 'From elsewhere', variables: {}, sender: 'REHEARSAL', source },
      'api',
    )
    await says('Yes')
    await until(
      () => app.query('select 1 from inbound where not looked'),
      (rows) => rows.length === 0,
    )
    const { entries } = await only()
    expect(entries[0]).toMatchObject({
      kind: 'received',
      text: 'Yes',
      answers: { uuid, title: 'Is Tuesday fine?' },
    })
    expect(entries.filter(({ kind }) => kind === 'sent')).toHaveLength(2)
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'sent', uuid, state: 'accepted', by: 'Op' }),
    )
  })

  test('to nothing that we sent says so', async () => {
    const { says } = await voximplant()
    await says('Who is this?')
    while (await tieNewReplies(app.system));
    expect((await only()).entries).toMatchObject([{ kind: 'received', answers: null }])
  })

  test('from what is no phone number can be read and not answered', async () => {
    const { emulator } = await advanta()
    await emulator.control.inbound({ from: '22999', shortcode: '22141', message: 'STOP' })
    expect(await only()).toMatchObject({ msisdn: '22999', canAnswer: false, suppression: null })
  })
})

describe('a word for stopping', () => {
  test.each(['STOP', 'Stop.', 'ยกเลิกครับ', '“stop”'])('%s stops texts to the number at once', async (word) => {
    const { account, says } = await voximplant()
    await says(word)
    const conversation = await only()
    expect(conversation).toMatchObject({
      stopped: true,
      suppression: { reason: 'opt_out', by: null },
      entries: [{ optOut: true }],
    })
    await expect(send(account, 'Once more')).rejects.toMatchObject({ code: 'NO_VALID_NUMBERS' })
    // A person may lift it, and says why.
    await removeSuppression(app.operator, conversation.suppression?.id ?? 0, { reason: 'asked by phone' })
    expect(await only()).toMatchObject({ stopped: false, suppression: null, entries: [{ optOut: true }] })
  })

  test('inside a sentence is for a person', async () => {
    const { says } = await voximplant()
    await says('please stop by tomorrow')
    expect(await only()).toMatchObject({ stopped: false, entries: [{ optOut: false }] })
  })

  test('is one of the settings', async () => {
    const { says } = await voximplant()
    await changeSettings(app.system, { optOutWords: ['basta'] })
    await says('STOP')
    await says('Basta!', '254711000002')
    expect((await list()).map(({ stopped }) => stopped)).toEqual([true, false])
  })

  test('is not taken back by the machine: whoever asks for texts again waits for a person', async () => {
    const { says } = await voximplant()
    await says('Basta')
    await says('START')
    expect(await only()).toMatchObject({
      stopped: true,
      entries: [{ text: 'START', wantsBack: true }, { wantsBack: false }],
    })
  })
})

describe('an answer', () => {
  test('costs what was shown, leaves once however often it is confirmed, and stands in the conversation', async () => {
    const { emulator, account, says } = await voximplant()
    await says('What time?')
    const { id, wroteTo } = await only()
    expect(wroteTo).toEqual({ accountId: account.id, value: OURS })
    const answer = { id, text: 'At nine', sender: OURS, accountId: account.id }
    const { credits } = await previewAnswer(app.operator, answer)
    expect(credits).toBe(1)
    const confirmed = { ...answer, confirmation: crypto.randomUUID(), credits }
    const [first, second] = await Promise.all([
      answerConversation(app.operator, confirmed),
      answerConversation(app.operator, confirmed),
    ])
    expect(second).toEqual(first)
    expect((await only()).entries[0]).toMatchObject({ kind: 'sent', text: 'At nine', canUndo: true })
    await app.query(`update message set due_at = now() where uuid = $1`, [first.uuid])
    await until(
      async () => emulator.control.accepted().get(me),
      (n) => n === 1,
    )
  })

  test('that has meanwhile come to cost something else is not sent', async () => {
    const { account, says } = await voximplant()
    await says('What time?')
    const { id } = await only()
    const answer = { id, text: 'At nine', sender: OURS, accountId: account.id, credits: 0.5 }
    await expect(
      answerConversation(app.operator, { ...answer, confirmation: crypto.randomUUID() }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('to somebody who must not be texted cannot be sent', async () => {
    const { account, says } = await voximplant()
    await says('Basta')
    const { id } = await only()
    const answer = { id, text: 'Sorry', sender: OURS, accountId: account.id }
    await expect(previewAnswer(app.operator, answer)).rejects.toMatchObject({ code: 'NO_VALID_NUMBERS' })
  })
})

test('the list is found by number, name and words, and goes on from page to page without a gap', async () => {
  const { says } = await voximplant()
  for (let n = 1; n <= 5; n++) await says(n === 3 ? 'my order number 77' : 'Hello', `25471100001${n}`)
  await app.query(`insert into contact (msisdn, name) values ('254711000014', 'Amina Odhiambo')`)
  expect(await list({ search: 'order number' })).toMatchObject([{ msisdn: '254711000013' }])
  expect(await list({ search: '0711 000 012' })).toMatchObject([{ msisdn: '254711000012' }])
  expect(await list({ search: 'amina' })).toMatchObject([{ msisdn: '254711000014', name: 'Amina Odhiambo' }])
  const first = await listConversations(app.operator, { limit: 2 })
  const second = await listConversations(app.operator, { limit: 2, cursor: first.nextCursor ?? '' })
  const third = await listConversations(app.operator, { limit: 2, cursor: second.nextCursor ?? '' })
  const numbers = [first, second, third].flatMap((page) => page.conversations.map(({ msisdn }) => msisdn))
  expect(numbers).toEqual([5, 4, 3, 2, 1].map((n) => `25471100001${n}`))
  expect(third.hasMore).toBe(false)
})

test('a long conversation is read page by page', async () => {
  const { says } = await voximplant()
  for (let n = 0; n < 60; n++) await says(`line ${n}`)
  const first = await only()
  const second = await getConversation(app.operator, first.id, first.nextCursor ?? '')
  const texts = [...first.entries, ...second.entries].map((entry) => entry.text)
  expect(texts).toEqual(Array.from({ length: 60 }, (_, n) => `line ${59 - n}`))
  expect(second.nextCursor).toBeNull()
})
