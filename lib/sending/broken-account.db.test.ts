import { expect, test } from 'vitest'
import { product, until } from '#test/product.ts'
import { sending } from '#test/sending.ts'

const app = product(() => 'http://127.0.0.1:9')

test('an account whose secrets cannot be opened waits, and is not tried over and over', async () => {
  await app.query(`update account set secrets = 'sealed with another key'`)
  await sending(app, 3)
  const worker = await app.startWorker()
  const [account] = await until(
    () =>
      app.query<{ failures: number; waits: boolean }>(
        'select failures, not_before > now() as waits from account',
      ),
    ([row]) => (row?.failures ?? 0) > 0,
  )
  expect(account).toMatchObject({ failures: 1, waits: true })
  expect(await app.query('select state, count(*)::int as n from recipient group by 1')).toEqual([
    { state: 0, n: 3 },
  ])
  await worker.stop()
})
