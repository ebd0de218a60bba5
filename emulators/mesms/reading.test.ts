import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { get, post, SMS } from './sample-requests.ts'
import { startEmulator } from './server.ts'
import { defaults } from './settings.ts'

const slow = { processingMs: 60_000, receiptMs: 120_000 }
const NUMBERS = Array.from({ length: 250 }, (_, at) => String(66_810_000_000 + at))

let emulator: Awaited<ReturnType<typeof startEmulator>>
const sent = async (over: object = {}) => (await post(emulator.url, '/sms/send', { ...SMS, ...over })).json()
const look = async (path: string, key?: string) => (await get(emulator.url, path, key)).json()

beforeAll(async () => {
  emulator = await startEmulator(slow)
})
afterEach(() => {
  emulator.control.reset()
  emulator.control.set({ ...structuredClone(defaults), ...slow })
})
afterAll(() => emulator.close())

describe('the ME-SMS emulator, reading', () => {
  it('lists the account’s messages, newest first, by status and page', async () => {
    const first = await sent()
    const second = await sent({ scheduledTime: new Date(Date.now() + 3_600_000).toISOString() })
    await post(emulator.url, '/sms/send', SMS, { key: 'mesms-stranger' })
    const all = await look('/sms')
    expect(all).toMatchObject({ total: 2, page: 1, limit: 100 })
    expect(all.messages.map((row: { uuid: string }) => row.uuid)).toEqual([second.uuid, first.uuid])
    expect(await look('/sms?status=scheduled')).toMatchObject({ total: 1, messages: [{ uuid: second.uuid }] })
    expect(await look('/sms?page=2&limit=1')).toMatchObject({ messages: [{ uuid: first.uuid }] })
    expect((await get(emulator.url, '/sms?status=success')).status).toBe(400)
    expect((await get(emulator.url, '/sms?limit=1001')).status).toBe(400)
    expect((await get(emulator.url, `/sms/${first.uuid}`, 'mesms-stranger')).status).toBe(403)
  })

  it('moves a message from pending to sent, with drSummary once it is complete', async () => {
    const { uuid } = await sent()
    const pending = await look(`/sms/${uuid}`)
    expect([pending.status, 'drSummary' in pending]).toEqual(['pending', false])
    emulator.control.advance(60_000)
    expect(await look(`/sms/${uuid}`)).toMatchObject({
      status: 'sent',
      drSummary: { pending: 2, success: 0 },
    })
    emulator.control.advance(60_000)
    expect(await look(`/sms/${uuid}`)).toMatchObject({ drSummary: { pending: 0, success: 2, timeout: 0 } })
    emulator.control.set({ summaryForm: 'list' })
    expect(await look(`/sms/${uuid}`)).toMatchObject({ drSummary: [{ status: 'success', count: 2 }] })
  })

  it('calls a message failed when nobody can be reached', async () => {
    emulator.control.hazard({ kind: 'receipt-state', state: 'blocked' })
    const { uuid } = await sent()
    emulator.control.advance(180_000)
    expect(await look(`/sms/${uuid}`)).toMatchObject({ status: 'failed', drSummary: { blocked: 2 } })
    expect(await look('/sms?status=failed')).toMatchObject({ total: 1 })
  })

  it('gives every recipient once by cursor, with the totals per status', async () => {
    const { uuid } = await sent({ msisdns: NUMBERS })
    const seen: string[] = []
    let after: unknown = 0
    for (let more = true; more; ) {
      const page = await look(`/sms/${uuid}/recipients?after=${after}`)
      expect(page).not.toHaveProperty('total')
      expect(page.summary).toEqual([{ status: 'pending', count: 250 }])
      seen.push(...page.recipients.map((row: { msisdn: string }) => row.msisdn))
      after = page.nextCursor
      more = page.hasMore
    }
    expect(seen).toEqual(NUMBERS)
    expect(after).toBeNull()
  })

  it('gives pages with a total when there is no cursor', async () => {
    const { uuid } = await sent({ msisdns: NUMBERS })
    const page = await look(`/sms/${uuid}/recipients?page=3`)
    expect(page).toMatchObject({ total: 250, page: 3, limit: 100 })
    expect(page.recipients).toHaveLength(50)
    expect(page).not.toHaveProperty('nextCursor')
  })

  it('filters by the seven statuses, which move while one reads', async () => {
    const { control } = emulator
    'failed invalid blocked expired timeout'.split(' ').forEach((state, at) => {
      control.hazard({ kind: 'receipt-state', state, numbers: [String(NUMBERS[at])] })
    })
    const { uuid } = await sent({ msisdns: NUMBERS })
    const count = async (status: string) =>
      (await look(`/sms/${uuid}/recipients?status=${status}&limit=1000`)).total
    expect(await count('pending')).toBe(250)
    control.advance(120_000)
    const states = ['pending', 'success', 'failed', 'invalid', 'blocked', 'expired', 'timeout']
    expect(await Promise.all(states.map(count))).toEqual([0, 245, 1, 1, 1, 1, 1])
    const blocked = await look(`/sms/${uuid}/recipients?status=blocked&after=0`)
    expect(blocked).toMatchObject({ recipients: [{ msisdn: NUMBERS[2], status: 'blocked' }], hasMore: false })
    for (const wrong of ['status=sent', 'after=x', 'limit=0'])
      expect((await get(emulator.url, `/sms/${uuid}/recipients?${wrong}`)).status).toBe(400)
  })

  it('lists senders, shared ones too, with their approval', async () => {
    const { senders } = await look('/senders')
    expect(senders).toContainEqual({ name: 'MESMS', status: 'approved', shared: true })
    expect(senders).toContainEqual({ name: 'WAITING', status: 'pending', shared: false })
    emulator.control.set({ listKey: 'items' })
    expect(await look('/senders')).toHaveProperty('items')
  })
})

describe('the ME-SMS emulator, in its variations', () => {
  const once = (kind: string, over: object = {}) => emulator.control.hazard({ kind, times: 1, ...over })
  const paging = (kind: string) => once(kind, { on: ['recipients'] })

  it('breaks its paging in every way', async () => {
    const { uuid } = await sent({ msisdns: NUMBERS })
    const page = (after: number) => look(`/sms/${uuid}/recipients?after=${after}&limit=100`)
    paging('cursor-text')
    expect(await page(0)).toMatchObject({ nextCursor: '100', hasMore: true })
    paging('cursor-stuck')
    expect(await page(100)).toMatchObject({ nextCursor: 100, hasMore: true })
    paging('cursor-missing')
    const missing = await page(0)
    expect([missing.hasMore, 'nextCursor' in missing]).toEqual([true, false])
    paging('empty-page')
    expect(await page(200)).toMatchObject({ recipients: [], hasMore: true })
    paging('page-again')
    const again = await page(100)
    expect([again.recipients[0].msisdn, again.nextCursor]).toEqual([NUMBERS[50], 150])
    paging('summary-object')
    expect((await page(0)).summary).toEqual({ pending: 250 })
    paging('summary-missing')
    expect(await page(0)).not.toHaveProperty('summary')
  })

  it('writes numbers as they were sent, or leaves one out', async () => {
    once('omit', { numbers: ['66812345678'] })
    const { uuid } = await sent()
    paging('rows-as-sent')
    expect((await look(`/sms/${uuid}/recipients?after=0`)).recipients).toMatchObject([
      { msisdn: '0898765432' },
    ])
    expect((await look(`/sms/${uuid}/recipients`)).recipients).toMatchObject([{ msisdn: '66898765432' }])
    expect(emulator.control.counts().accepted).toBe(2)
  })

  it('refuses with any status and code, in disguise, or without a code', async () => {
    const answer = async () => {
      const response = await post(emulator.url, '/sms/send', SMS)
      return [response.status, await response.json()]
    }
    once('refuse-all', { status: 429, code: 'RATE_LIMITED', message: 'Slow down' })
    expect(await answer()).toEqual([429, { error: 'Slow down', code: 'RATE_LIMITED' }])
    once('ok-but-refused')
    expect(await answer()).toEqual([200, { error: 'Invalid parameters', code: 'INVALID_PARAMETERS' }])
    once('refuse-all')
    once('without-code')
    expect(await answer()).toEqual([400, { error: 'Invalid parameters' }])
    expect(emulator.control.counts().accepted).toBe(0)
  })

  it('names the figures otherwise, gives a dry run a uuid, and forgets the uuid of a send', async () => {
    once('other-figures')
    expect(await sent({ dryRun: true })).toEqual({ dryRun: true, recipients: 2, messageParts: 1, cost: 2 })
    once('other-figures', { state: 'nested' })
    expect(await sent({ dryRun: true })).toMatchObject({ data: { messageParts: 1 } })
    once('dry-run-uuid')
    expect(await sent({ dryRun: true })).toHaveProperty('uuid')
    once('without-uuid')
    const anonymous = await sent()
    expect(anonymous).not.toHaveProperty('uuid')
    expect(anonymous).toMatchObject({ status: 'pending', total: 2 })
    expect((await look('/sms')).total).toBe(1)
  })

  it('makes chosen numbers invalid, and shows receipts that regress or never come', async () => {
    const [bad, regressing, lost] = NUMBERS
    emulator.control.hazard({ kind: 'refuse', numbers: [String(bad)] })
    emulator.control.hazard({ kind: 'receipt-disordered', numbers: [String(regressing)] })
    emulator.control.hazard({ kind: 'receipt-lost', numbers: [String(lost)] })
    const { uuid } = await sent({ msisdns: NUMBERS.slice(0, 3) })
    const states = async () =>
      (await look(`/sms/${uuid}/recipients`)).recipients.map((row: { status: string }) => row.status)
    expect(await states()).toEqual(['invalid', 'pending', 'pending'])
    emulator.control.advance(60_000)
    expect(await states()).toEqual(['invalid', 'success', 'pending'])
    emulator.control.advance(60_000)
    expect(await states()).toEqual(['invalid', 'pending', 'pending'])
  })
})
