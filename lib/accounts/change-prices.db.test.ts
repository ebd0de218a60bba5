import { describe, expect, test } from 'vitest'
import { webApp } from '#test/web.ts'
import { dropPrice, exportPrices, importPrices, listPrices, setPrice } from './change-prices.ts'
import { createAccount } from './create-account.ts'
import { loadPrices } from './load-prices.ts'

const app = webApp()
let made = 0
const add = async () =>
  (await createAccount(app.root(), { provider: 'rehearsal', name: `prices ${++made}` })).id
const later = () => new Date(Date.now() + 86_400_000).toISOString()

describe('the prices of an account', () => {
  test('go by the longest prefix, and change from the moment they are set', async () => {
    const id = await add()
    await setPrice(app.root(), id, { prefix: '254', credits: 0.8, validFrom: null })
    await setPrice(app.root(), id, { prefix: '25471', credits: 0.755, validFrom: null })
    const price = await loadPrices(app.root(), id)
    expect([price('254711234567'), price('254201234567'), price('66812345678')]).toEqual([755, 800, 1000])
  })

  test('that are to come do not hold yet and can be taken back; those that held cannot', async () => {
    const id = await add()
    await setPrice(app.root(), id, { prefix: '66', credits: 2, validFrom: later() })
    expect((await loadPrices(app.root(), id))('66812345678')).toBe(1000)
    const [first, coming] = await listPrices(app.root(), id)
    expect([first?.state, coming?.state]).toEqual(['holds', 'coming'])
    await dropPrice(app.root(), coming?.id ?? 0)
    await expect(dropPrice(app.root(), first?.id ?? 0)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await listPrices(app.root(), id)).toHaveLength(1)
  })

  test('are imported all or none', async () => {
    const id = await add()
    expect(await importPrices(app.root(), id, '254,1.5\nnobody,1')).toMatchObject({
      taken: 0,
      refused: [{ row: 2, problem: 'prefix' }],
    })
    expect(await listPrices(app.root(), id)).toHaveLength(1)
    expect(await importPrices(app.root(), id, '254,1.5\n*,2')).toEqual({ taken: 2, refused: [] })
    expect((await loadPrices(app.root(), id))('66812345678')).toBe(2000)
    expect(await exportPrices(app.root(), id)).toMatch(/^prefix,.*\r\n\*,2,.*\r\n254,1\.5,/)
  })

  test('do not change by a file of their own', async () => {
    const id = await add()
    await importPrices(app.root(), id, `254,1.5\n66,2,${later()}`)
    const before = await listPrices(app.root(), id)
    expect(await importPrices(app.root(), id, await exportPrices(app.root(), id))).toMatchObject({ taken: 3 })
    expect(await listPrices(app.root(), id)).toEqual(before)
  })

  test('cannot begin in the past', async () => {
    const id = await add()
    expect(() =>
      setPrice(app.root(), id, { prefix: '66', credits: 1, validFrom: '2020-01-01T00:00:00Z' }),
    ).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST', field: 'validFrom' }))
  })
})
