import { beforeAll, describe, expect, test } from 'vitest'
import { createAccountIn } from '#lib/accounts/create-account.ts'
import { inTx } from '#lib/platform/ctx.ts'
import { createSenderIn } from '#lib/senders/create-sender.ts'
import { endValidity } from '#lib/sending/sweep.ts'
import { inAnHour, integrator } from '#test/integrator.ts'

// Sentence by sentence what an integrator is told about how and through whom a message leaves: our own additions.

const { app, get, send, balance } = integrator()
const one = async (uuid: unknown) => (await get('/sms/{uuid}', { uuid })).body

const everyDay = [1, 2, 3, 4, 5, 6, 7]
/** Hours that do not hold this moment in Nairobi, where the number of every test is. */
const closed =
  (new Date().getUTCHours() + 3) % 24 < 12
    ? { kind: 'hours', from: '13:00', to: '14:00' }
    : { kind: 'hours', from: '01:00', to: '02:00' }

describe('sendWindow', () => {
  test('holds people back until the hours of their place, and says until when', async () => {
    const { body } = await send({ sendWindow: closed })
    const message = await one(body.uuid)
    expect(message.sendWindow).toEqual({ ...closed, days: everyDay })
    const [wait] = message.waits as { zone: string; people: number; until: string }[]
    expect(wait).toMatchObject({ zone: 'Africa/Nairobi', people: 1 })
    const until = new Date(wait?.until ?? 0)
    expect(until.getTime()).toBeGreaterThan(Date.now())
    expect(`${String((until.getUTCHours() + 3) % 24).padStart(2, '0')}:00`).toBe(closed.from)
  })

  test.each([
    [null, null],
    [undefined, null],
    [{ kind: 'market' }, { kind: 'market' }],
    [
      { kind: 'hours', from: '00:00', to: '24:00' },
      { kind: 'hours', from: '00:00', to: '24:00', days: everyDay },
    ],
    [
      { kind: 'hours', from: '08:00', to: '20:00', days: [1, 5] },
      { kind: 'hours', from: '08:00', to: '20:00', days: [1, 5] },
    ],
  ])('%o is kept as %o', async (sendWindow, kept) => {
    const { body } = await send({ sendWindow, scheduledTime: inAnHour() })
    expect((await one(body.uuid)).sendWindow).toEqual(kept)
  })

  test.each([
    [{ kind: 'night' }, 'sendWindow.kind'],
    [{ kind: 'hours', from: '08:00' }, 'sendWindow.to'],
    [{ kind: 'hours', from: '8:00', to: '20:00' }, 'sendWindow.from'],
    [{ kind: 'hours', from: '08:00', to: '25:00' }, 'sendWindow.to'],
    [{ kind: 'hours', from: '20:00', to: '08:00' }, 'sendWindow.to'],
    [{ kind: 'hours', from: '08:00', to: '20:00', days: [] }, 'sendWindow.days'],
    [{ kind: 'hours', from: '08:00', to: '20:00', days: [0] }, 'sendWindow.days[0]'],
    ['market', 'sendWindow'],
  ])('%o is refused at %s', async (sendWindow, field) => {
    expect(await send({ sendWindow })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', field },
    })
  })
})

describe('notAfter', () => {
  test('gives up whoever has not been sent to by then, and their credits come back', async () => {
    const before = await balance()
    const notAfter = inAnHour()
    const { body } = await send({ sendWindow: closed, notAfter })
    expect(await one(body.uuid)).toMatchObject({ notAfter, drSummary: null })
    await app.query(`update message set not_after = now() - interval '1 second' where uuid = $1`, [body.uuid])
    await endValidity(app.root())
    // A worker winds up what is over.
    await app
      .root()
      .pool.query(`select chunk_claim('w', 15000, (select id from message where uuid = $1))`, [body.uuid])
    expect(await one(body.uuid)).toMatchObject({ counts: { queued: 0 }, settled: 0, refunded: 1 })
    expect(await balance()).toEqual(before)
  })

  test.each<[object, string]>([
    [{ notAfter: '2020-01-01T00:00:00Z' }, 'INVALID_SCHEDULE'],
    [{ scheduledTime: '2099-01-02T00:00:00Z', notAfter: '2099-01-01T00:00:00Z' }, 'INVALID_SCHEDULE'],
    [{ notAfter: '2099-01-01T00:00:00' }, 'INVALID_REQUEST'],
    [{ notAfter: 'never' }, 'INVALID_REQUEST'],
    [{ notAfter: 4_102_444_800 }, 'INVALID_REQUEST'],
  ])('%o is refused with %s', async (over, code) => {
    expect(await send(over)).toMatchObject({ status: 400, body: { code, field: 'notAfter' } })
  })
})

describe('timeZone', () => {
  test.each([
    ['2099-06-01T10:00', 'Asia/Bangkok', '2099-06-01T03:00:00.000Z'],
    // Clocks are put back there that night, and 01:30 comes twice: the first counts.
    ['2027-11-07T01:30', 'America/New_York', '2027-11-07T05:30:00.000Z'],
    // What has an offset needs no zone; it is kept to be shown.
    ['2099-06-01T10:00:00+07:00', 'Africa/Nairobi', '2099-06-01T03:00:00.000Z'],
  ])('reads %s in %s as %s', async (scheduledTime, timeZone, instant) => {
    const { body } = await send({ scheduledTime, timeZone })
    expect(await one(body.uuid)).toMatchObject({ scheduledTime: instant, timeZone })
  })
})

describe('accountId', () => {
  let second = 0
  beforeAll(() =>
    inTx(app.root(), async (ctx) => {
      const { id } = await createAccountIn(ctx, {
        provider: 'rehearsal',
        name: 'second',
        settings: { defaultCountry: 'TH' },
        secrets: {},
      })
      second = id
      for (const value of ['REHEARSAL', 'ONLY HERE'])
        await createSenderIn(ctx, { account: 'second', value, approve: true })
    }),
  )

  test('is needed where two accounts share a sender, and then decides how numbers are read', async () => {
    expect(await send({ dryRun: true })).toMatchObject({
      status: 400,
      body: { code: 'AMBIGUOUS_SENDER', field: 'accountId' },
    })
    const { body } = await send({ accountId: second, msisdns: ['0812345678'], scheduledTime: inAnHour() })
    expect(await one(body.uuid)).toMatchObject({ accountId: second, sender: 'REHEARSAL' })
    const { recipients } = (await get('/sms/{uuid}/recipients', { uuid: body.uuid })).body
    expect(recipients).toMatchObject([{ msisdn: '66812345678' }])
  })

  test('follows from a sender that only one account has', async () => {
    const { body } = await send({ sender: 'ONLY HERE', msisdns: ['0812345678'], scheduledTime: inAnHour() })
    expect(await one(body.uuid)).toMatchObject({ accountId: second })
  })

  test.each<[unknown, string, string]>([
    [999_999, 'UNKNOWN_SENDER', 'sender'],
    ['1', 'INVALID_REQUEST', 'accountId'],
    [0, 'INVALID_REQUEST', 'accountId'],
    [1.5, 'INVALID_REQUEST', 'accountId'],
  ])('%j is refused with %s at %s', async (accountId, code, field) => {
    expect(await send({ accountId })).toMatchObject({ status: 400, body: { code, field } })
  })
})
