import { describe, expect, test } from 'vitest'
import * as api from '#app/api/v2/balances/route.ts'
import { providerAccounts } from '#test/provider-account.ts'
import { webApp } from '#test/web.ts'
import { startEmulator as startTwochat } from '../../emulators/twochat/server.ts'
import { startEmulator as startVoximplant } from '../../emulators/voximplant/server.ts'
import { changeAccount } from './change-account.ts'
import { findBalance, listBalances } from './list-balances.ts'
import { refreshBalance, refreshBalances } from './refresh-balance.ts'
import { testAccount } from './test-account.ts'

const app = webApp()
const accountAt = providerAccounts()
const balanceOf = (id: number) => findBalance(app.root(), id)

/** Readings as the schedule would have taken them, so many hours ago. */
const readings = (accountId: number, values: readonly (readonly [hoursAgo: number, value: number])[]) =>
  app.query(
    `insert into balance_reading (account_id, at, value, unit)
     select $1, now() - make_interval(hours => h), v, 'USD' from unnest($2::int[], $3::float8[]) as r (h, v)`,
    [accountId, values.map(([hours]) => hours), values.map(([, value]) => value)],
  )

describe('the balance of an account', () => {
  test('is what the provider says, in its unit, and everything it said is kept', async () => {
    const voximplant = await startVoximplant({ balance: 12.5, currency: 'EUR' })
    const { id } = await accountAt(app.root(), voximplant)
    expect(await balanceOf(id)).toMatchObject({ offered: true, last: null, problem: null })
    await refreshBalance(app.root(), id)
    voximplant.control.set({ balance: 11 })
    await refreshBalance(app.root(), id)
    expect(await balanceOf(id)).toMatchObject({ last: { value: 11, unit: 'EUR' }, problem: null })
    expect(
      await app.query('select value from balance_reading where account_id = $1 order by id', [id]),
    ).toEqual([{ value: 12.5 }, { value: 11 }])
  })

  test('that could not be read is the last known one, with why', async () => {
    const voximplant = await startVoximplant({ balance: 7 })
    const { id } = await accountAt(app.root(), voximplant)
    await refreshBalance(app.root(), id)
    await voximplant.control.offline()
    await refreshBalance(app.root(), id)
    expect(await balanceOf(id)).toMatchObject({ last: { value: 7 }, problem: { code: 'CONNECTION_REFUSED' } })
    await voximplant.control.online()
    await refreshBalance(app.root(), id)
    expect(await balanceOf(id)).toMatchObject({ problem: null })
  })

  test('says so where the credentials are no good', async () => {
    const voximplant = await startVoximplant()
    const { id, name } = await accountAt(app.root(), voximplant)
    const { settings } = voximplant.control.account()
    await changeAccount(app.root(), {
      accountId: id,
      name,
      settings: { ...settings, allowPrivateHosts: true },
      secrets: { key_id: 'another' },
    })
    await refreshBalance(app.root(), id)
    expect(await balanceOf(id)).toMatchObject({ last: null, problem: { code: 'CREDENTIALS' } })
  })

  test('is not 0 where the provider offers none', async () => {
    const { id } = await accountAt(app.root(), await startTwochat())
    await expect(refreshBalance(app.root(), id)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await balanceOf(id)).toMatchObject({ offered: false, last: null })
  })

  test('is read with the first test of the connection', async () => {
    const { id } = await accountAt(app.root(), await startVoximplant({ balance: 3 }))
    await testAccount(app.root(), id)
    expect(await balanceOf(id)).toMatchObject({ last: { value: 3 } })
  })

  test('lasts as many days as at the pace of the last days, whatever was topped up', async () => {
    const { id } = await accountAt(app.root(), await startVoximplant())
    // 100 spent in two days, with 500 paid in between.
    await readings(id, [
      [48, 150],
      [36, 100],
      [24, 600],
      [0, 550],
      // Longer ago than the pace looks.
      [24 * 20, 9_000],
    ])
    const balance = await balanceOf(id)
    expect(balance?.daysLeft).toBeCloseTo(11, 1)
    expect(balance?.trend.map(({ value }) => value)).toEqual([150, 100, 600, 550])
  })

  test('is low below the limit that somebody set', async () => {
    const voximplant = await startVoximplant({ balance: 4 })
    const { id, name } = await accountAt(app.root(), voximplant)
    await refreshBalance(app.root(), id)
    expect(await balanceOf(id)).toMatchObject({ low: false })
    const { settings } = voximplant.control.account()
    const change = { accountId: id, name, settings: { ...settings, allowPrivateHosts: true } }
    await changeAccount(app.root(), { ...change, balanceWarnBelow: 5 })
    expect(await balanceOf(id)).toMatchObject({ low: true, warnBelow: 5 })
  })
})

test('the schedule asks all accounts that are on, and one that does not answer holds up none', async () => {
  const [first, second, off] = [
    await startVoximplant({ balance: 1 }),
    await startVoximplant({ balance: 2 }),
    await startVoximplant({ balance: 3 }),
  ]
  const ids = [
    (await accountAt(app.root(), first)).id,
    (await accountAt(app.root(), second)).id,
    (await accountAt(app.root(), off)).id,
  ]
  await app.query('update account set enabled = false where id = $1', [ids[2]])
  await first.control.offline()
  await refreshBalances(app.root())
  const { balances } = await listBalances(app.root())
  expect(balances.filter(({ accountId }) => ids.includes(accountId))).toMatchObject([
    { last: null, problem: { code: 'CONNECTION_REFUSED' } },
    { last: { value: 2 }, problem: null },
  ])
})

test('those who send see the balances, those who only look do not', async () => {
  const sender = await app.addKey('operator', 'sms:send')
  const viewer = await app.addKey('viewer', '*')
  expect(await app.call(api.GET, { headers: sender.headers })).toMatchObject({
    status: 200,
    body: { balances: expect.any(Array) },
  })
  expect(await app.call(api.GET, { headers: viewer.headers })).toMatchObject({ status: 403 })
})
