import { describe, expect, test } from 'vitest'
import { webApp } from '#test/web.ts'
import { changeAccount, makeDefaultAccount, rotateCallback, switchAccount } from './change-account.ts'
import { createAccount } from './create-account.ts'
import { getAccount } from './get-account.ts'
import { openAccount, openSecrets } from './open-account.ts'

const app = webApp()
let made = 0

const add = () =>
  createAccount(app.root(), {
    provider: 'send2',
    name: `send2 ${++made}`,
    settings: { defaultCountry: 'KE' },
    secrets: { token: 'first-token' },
  })

const secretsOf = async (id: number) => openSecrets(app.root(), await openAccount(app.root(), id))

describe('an account', () => {
  test('keeps its sealed secrets through a change that replaces none', async () => {
    const { id } = await add()
    await changeAccount(app.root(), { accountId: id, name: 'renamed', settings: { defaultCountry: 'TH' } })
    expect(await secretsOf(id)).toEqual({ token: 'first-token' })
    expect(await getAccount(app.root(), id)).toMatchObject({ name: 'renamed', defaultCountry: 'TH' })
  })

  test('takes a new secret in place of the old one and shows neither', async () => {
    const { id } = await add()
    const name = `send2 ${++made}`
    await changeAccount(app.root(), { accountId: id, name, secrets: { token: 'second-token' } })
    expect(await secretsOf(id)).toEqual({ token: 'second-token' })
    const shown = await getAccount(app.root(), id)
    expect(shown.secretsThere).toEqual(['token'])
    const rows = await app.query(
      'select row_to_json(a)::text as kept from account a union all select row_to_json(e)::text from audit_entry e',
    )
    expect(JSON.stringify([shown, rows])).not.toMatch(/(first|second)-token/)
  })

  test('names the setting that does not fit, and changes nothing', async () => {
    const { id, name } = await add()
    const change = changeAccount(app.root(), {
      accountId: id,
      name: 'other',
      settings: { baseUrl: 'ftp://x' },
    })
    await expect(change).rejects.toMatchObject({ code: 'INVALID_SETTINGS', field: 'settings.baseUrl' })
    expect((await getAccount(app.root(), id)).name).toBe(name)
  })

  test('cannot take the name of another', async () => {
    const [one, two] = [await add(), await add()]
    const change = changeAccount(app.root(), { accountId: one.id, name: two.name })
    await expect(change).rejects.toMatchObject({ code: 'ALREADY_EXISTS', field: 'name' })
  })

  test('is the only default one, and can be switched off', async () => {
    const [one, two] = [await add(), await add()]
    await makeDefaultAccount(app.root(), one.id)
    await makeDefaultAccount(app.root(), two.id)
    const defaults = await app.query('select id from account where is_default')
    expect(defaults).toEqual([{ id: two.id }])
    expect(await switchAccount(app.root(), { accountId: two.id, enabled: false })).toMatchObject({
      enabled: false,
    })
  })

  test('gets a new callback address that nobody can guess from the old one', async () => {
    const { id } = await add()
    const before = await openAccount(app.root(), id)
    await rotateCallback(app.root(), id)
    const after = await openAccount(app.root(), id)
    expect(after.callbackUrl).not.toBe(before.callbackUrl)
    expect(after.callbackUrl).toMatch(/\/api\/callbacks\/[\w-]{32}$/)
  })
})
