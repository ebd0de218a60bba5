import { describe, expect, test } from 'vitest'
import * as document from '#app/api/v2/senders/[id]/documents/[documentId]/route.ts'
import * as documents from '#app/api/v2/senders/[id]/documents/route.ts'
import * as api from '#app/api/v2/senders/route.ts'
import { createAccount } from '#lib/accounts/create-account.ts'
import type { Role, RootCtx } from '#lib/platform/ctx.ts'
import { providerAccounts } from '#test/provider-account.ts'
import { webApp } from '#test/web.ts'
import { startEmulator as startTwochat } from '../../emulators/twochat/server.ts'
import { startEmulator as startVoximplant } from '../../emulators/voximplant/server.ts'
import { chooseSender } from './choose-sender.ts'
import { approveSender, rejectSender, shareSender, withdrawSender } from './decide-sender.ts'
import { getSender } from './get-sender.ts'
import { listSenderOptions } from './list-senders.ts'
import { requestSender } from './request-sender.ts'
import { enableSender, syncSenders } from './sync-senders.ts'

const app = webApp()
const accountAt = providerAccounts()
let made = 0

const person = async (role: Role): Promise<RootCtx> => {
  const userId = await app.addUser(role)
  return { ...app.root(), actor: { kind: 'user', userId, role, sessionId: '-', ip: null } }
}
const rehearsal = () => createAccount(app.root(), { provider: 'rehearsal', name: `senders ${++made}` })
const ask = (ctx: RootCtx, accountId: number, value: string) =>
  requestSender(ctx, { accountId, value, purpose: 'Rent reminders to tenants' })
const choose = (ctx: RootCtx, value: string, accountId: number) =>
  chooseSender(ctx, value, accountId).then(({ id }) => id)
const audited = async (senderId: number) =>
  (
    await app.query(`select action from audit_entry where target = $1 order by id`, [`sender:${senderId}`])
  ).map(({ action }) => action)

describe('a sender that somebody asked for', () => {
  test('sends only when it is approved, and only for whom it was approved', async () => {
    const [{ id: accountId }, asker, other, admin] = [
      await rehearsal(),
      await person('operator'),
      await person('operator'),
      await person('admin'),
    ]
    const { id } = await ask(asker, accountId, 'RENT')
    await expect(choose(asker, 'RENT', accountId)).rejects.toMatchObject({ code: 'SENDER_NOT_APPROVED' })
    await expect(approveSender(asker, { senderId: id, shared: true })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await approveSender(admin, { senderId: id, shared: false })
    expect(await choose(asker, 'RENT', accountId)).toBe(id)
    await expect(choose(other, 'RENT', accountId)).rejects.toMatchObject({ code: 'UNKNOWN_SENDER' })
    await expect(getSender(other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await shareSender(admin, { senderId: id, ownerId: null })
    expect(await choose(other, 'RENT', accountId)).toBe(id)
    expect(await audited(id)).toEqual(['sender.request', 'sender.approve', 'sender.share'])
  })

  test('is rejected with a reason, put right and asked for again', async () => {
    const [{ id: accountId }, asker, admin] = [
      await rehearsal(),
      await person('operator'),
      await person('admin'),
    ]
    const { id } = await ask(asker, accountId, 'RENT')
    await rejectSender(admin, { senderId: id, reason: 'The letter is missing' })
    expect(await getSender(asker, id)).toMatchObject({
      status: 'rejected',
      reason: 'The letter is missing',
      may: { askAgain: true, addDocuments: false },
    })
    await expect(rejectSender(admin, { senderId: id, reason: 'twice' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await ask(asker, accountId, 'RENT')).toEqual({ id })
    expect(await getSender(asker, id)).toMatchObject({ status: 'pending', reason: null })
  })

  test('cannot be asked for twice, nor taken from somebody else by asking', async () => {
    const [{ id: accountId }, asker, other] = [
      await rehearsal(),
      await person('operator'),
      await person('operator'),
    ]
    const { id } = await ask(asker, accountId, 'RENT')
    await expect(ask(other, accountId, 'RENT')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' })
    await withdrawSender(asker, { senderId: id })
    await expect(ask(other, accountId, 'RENT')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' })
    await expect(withdrawSender(other, { senderId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('that is withdrawn is offered to nobody and not in the list of the API', async () => {
    const [{ id: accountId }, asker, admin] = [
      await rehearsal(),
      await person('operator'),
      await person('admin'),
    ]
    const { id } = await ask(asker, accountId, 'GONE')
    await approveSender(admin, { senderId: id, shared: true })
    const listed = async () => {
      const { headers } = await app.addKey('operator', 'sms:read')
      const { body } = await app.call(api.GET, { headers })
      return body.senders
    }
    expect(await listed()).toContainEqual({ name: 'GONE', status: 'approved', shared: true, accountId })
    await withdrawSender(asker, { senderId: id })
    expect(JSON.stringify(await listed())).not.toContain('GONE')
    expect((await listSenderOptions(admin)).map((one) => one.id)).not.toContain(id)
    await expect(choose(admin, 'GONE', accountId)).rejects.toMatchObject({ code: 'UNKNOWN_SENDER' })
  })

  test.each([
    ['send2', { token: 't' }, 'MYSHOP', '4021', 'senderInteger'],
    ['mesms', { apiKey: 'k' }, 'TWELVELETTER', 'MYSHOP', 'senderName'],
    ['twochat', { apiKey: 'k' }, 'MYSHOP', '+447443332211', 'senderPhone'],
    ['advanta', { apikey: 'k', partnerID: '1' }, 'ชื่อ', '22141', 'senderText'],
  ])('has the form that %s can show', async (provider, secrets, wrong, right, problem) => {
    const settings = provider === 'advanta' ? { baseUrl: 'https://sms.example.com' } : {}
    const { id } = await createAccount(app.root(), { provider, name: `form ${++made}`, settings, secrets })
    const asker = await person('operator')
    await expect(ask(asker, id, wrong)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      field: 'value',
      params: { problem },
    })
    await expect(ask(asker, id, right)).resolves.toMatchObject({ id: expect.any(Number) })
  })
})

describe('documents of a request', () => {
  const pdf = '%PDF-1.7 a letter'
  const setUp = async () => {
    const asker = await app.addKey('operator', 'sms:send')
    const [{ id: accountId }] = [await rehearsal()]
    const ctx: RootCtx = {
      ...app.root(),
      actor: { kind: 'user', userId: asker.userId, role: 'operator', sessionId: '-', ip: null },
    }
    const { id } = await ask(ctx, accountId, `DOC${++made}`)
    const add = (body: string, headers = asker.headers, name = 'letter.pdf') =>
      app.call(documents.POST, {
        method: 'POST',
        headers: { ...headers, 'x-file-name': encodeURIComponent(name), 'content-type': 'image/png' },
        params: { id: String(id) },
        body,
      })
    const read = (documentId: unknown, headers: Record<string, string>) =>
      document.GET(new Request('https://sms.example.com/x', { headers }), {
        params: Promise.resolve({ id: String(id), documentId: String(documentId) }),
      })
    return { id, asker, ctx, add, read }
  }

  test('are what their bytes say, whatever they are called', async () => {
    const { add } = await setUp()
    expect(await add(pdf)).toMatchObject({ status: 200, body: { mediaType: 'application/pdf', bytes: 17 } })
    for (const body of ['<html><script>alert(1)</script>', 'PK\u0003\u0004', '', '%PD'])
      expect(await add(body)).toMatchObject({ status: 400, body: { code: 'INVALID_FILE' } })
  })

  test('are at most ten megabytes long and five in number, and nothing of a refused one is kept', async () => {
    const { add } = await setUp()
    const before = await app.query('select count(*) from blob')
    expect(await add(pdf + 'x'.repeat(10 * 1024 * 1024))).toMatchObject({ status: 413 })
    expect(await app.query('select count(*) from blob')).toEqual(before)
    for (let n = 0; n < 5; n++) expect(await add(pdf)).toMatchObject({ status: 200 })
    expect(await add(pdf)).toMatchObject({ status: 409 })
  })

  test('are given to admins and whoever asked, as a file that no browser opens in our name', async () => {
    const { asker, add, read } = await setUp()
    const { body } = await add(pdf, asker.headers, '../หนังสือ "1".pdf')
    const admin = await app.addKey('admin', '*')
    const other = await app.addKey('operator', 'sms:send')
    for (const { headers } of [asker, admin]) {
      const answer = await read(body.id, headers)
      expect(await answer.text()).toBe(pdf)
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="_______ _1_.pdf"; filename*=UTF-8''${encodeURIComponent('หนังสือ "1".pdf')}`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      })
    }
    expect((await read(body.id, other.headers)).status).toBe(404)
    expect((await read(body.id, {})).status).toBe(401)
  })

  test('of a shared sender stay with the asker and the admins, and can be neither added nor removed once it is decided', async () => {
    const { id, asker, ctx, add, read } = await setUp()
    const { body } = await add(pdf)
    await approveSender(await person('admin'), { senderId: id, shared: true })
    const other = await app.addKey('operator', 'sms:send')
    expect((await read(body.id, other.headers)).status).toBe(404)
    const otherCtx = await person('operator')
    expect(await getSender(otherCtx, id)).toMatchObject({ documents: null })
    expect(await getSender(ctx, id)).toMatchObject({ documents: [{ name: 'letter.pdf' }] })
    expect(await add(pdf)).toMatchObject({ status: 409 })
    const params = { id: String(id), documentId: String(body.id) }
    const gone = await app.call(document.DELETE, { method: 'DELETE', headers: asker.headers, params })
    expect(gone).toMatchObject({ status: 409 })
  })

  test('are kept as long as the request is, and their bytes go with them', async () => {
    const { id, asker, add } = await setUp()
    const { body } = await add(pdf)
    const bytes = () => app.query('select expires_at from blob b join sender_document d on d.blob_id = b.id')
    expect(await bytes()).toContainEqual({ expires_at: null })
    const params = { id: String(id), documentId: String(body.id) }
    const before = Number((await app.query<{ n: string }>('select count(*) as n from blob'))[0]?.n)
    const call = { method: 'DELETE', headers: asker.headers, params }
    expect(await app.call(document.DELETE, call)).toMatchObject({ status: 204 })
    expect(await app.query('select count(*)::int as n from blob')).toEqual([{ n: before - 1 }])
    expect(await audited(id)).toEqual(['sender.request', 'sender.add-document', 'sender.remove-document'])
  })
})

describe('the list of a provider', () => {
  test('brings what may send, and follows what is switched on and off there', async () => {
    const voximplant = await startVoximplant()
    const { id: accountId } = await accountAt(app.root(), voximplant)
    const admin = await person('admin')
    expect(await syncSenders(admin, { accountId })).toEqual({
      added: 2,
      approved: 0,
      switchedOff: 0,
      toConfirm: 0,
      missing: [],
    })
    await expect(choose(admin, '447443332299', accountId)).rejects.toMatchObject({
      code: 'SENDER_NOT_APPROVED',
    })
    // Written with its plus it is the same number.
    await choose(admin, '+447443332211', accountId)
    const [first, second] = voximplant.control.settings().ownNumbers
    if (!first || !second) throw new Error('the emulator has numbers')
    first.is_sms_enabled = false
    second.is_sms_enabled = true
    expect(await syncSenders(admin, { accountId })).toMatchObject({ added: 0, approved: 1, switchedOff: 1 })
    await choose(admin, '447443332299', accountId)
    voximplant.control.set({ ownNumbers: [second] })
    expect(await syncSenders(admin, { accountId })).toMatchObject({ missing: ['447443332211'] })
  })

  test('can be told to let a number send', async () => {
    const voximplant = await startVoximplant()
    const { id: accountId } = await accountAt(app.root(), voximplant)
    const admin = await person('admin')
    await syncSenders(admin, { accountId })
    const [off] = await app.query<{ id: number }>(
      `select id from sender where account_id = $1 and value = '447443332299'`,
      [accountId],
    )
    const senderId = off?.id ?? 0
    expect((await getSender(admin, senderId)).may.enable).toBe(true)
    await enableSender(admin, { senderId })
    expect(voximplant.control.settings().ownNumbers[1]?.is_sms_enabled).toBe(true)
    expect(await choose(admin, '447443332299', accountId)).toBe(senderId)
  })

  test('that does not say what can send waits for a person, whose word is kept', async () => {
    const { id: accountId } = await accountAt(app.root(), await startTwochat())
    const admin = await person('admin')
    const found = await syncSenders(admin, { accountId })
    expect(found.toConfirm).toBeGreaterThan(0)
    const [row] = await app.query<{ id: number; value: string }>(
      `select id, value from sender where account_id = $1 and status = 'pending' order by id`,
      [accountId],
    )
    const { id, value } = row ?? { id: 0, value: '' }
    await approveSender(admin, { senderId: id, shared: true })
    expect(await syncSenders(admin, { accountId })).toMatchObject({ added: 0, switchedOff: 0 })
    expect(await choose(admin, value, accountId)).toBe(id)
  })

  test('that does not come changes nothing', async () => {
    const voximplant = await startVoximplant()
    const { id: accountId } = await accountAt(app.root(), voximplant)
    await voximplant.control.offline()
    await expect(syncSenders(await person('admin'), { accountId })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    })
    expect(await app.query('select 1 from sender where account_id = $1', [accountId])).toEqual([])
  })
})
