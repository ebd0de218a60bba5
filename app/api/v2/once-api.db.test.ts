import { expect, test, vi } from 'vitest'
import { integrator } from '#test/integrator.ts'

// The answer of a request cannot be kept, as if its process had ended one moment before; then the request is repeated.

const { app, post, own, balance, ask } = integrator()

/** What a repeated request is answered whose first run was cut off when everything but its answer was done. */
async function cutOffThenRepeated(path: string, body: object, params: object = {}) {
  const headers = { ...own(), 'idempotency-key': crypto.randomUUID() }
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await app.query('alter table api_request add constraint cut_off check (answer is null) not valid')
  expect((await post(path, body, params, headers)).status).toBe(500)
  await app.query('alter table api_request drop constraint cut_off')
  written.mockRestore()
  const repeated = await post(path, body, params, headers)
  expect(repeated.status, JSON.stringify(repeated.body)).toBe(200)
  // What is repeated once more is the same to the letter.
  expect(JSON.stringify((await post(path, body, params, headers)).body)).toBe(JSON.stringify(repeated.body))
  return repeated.body
}

const count = async (table: string) => (await app.query(`select 1 from ${table}`)).length

test.each([
  ['/templates', { name: 'Sale', content: 'Hello' }, 'template'],
  ['/groups', { name: 'Everybody' }, 'contact_group'],
  ['/contacts', { msisdn: '0712000001', name: 'Amina' }, 'contact'],
  ['/suppressions', { msisdns: ['0712000002'] }, 'suppression'],
])('POST %s that was cut off is done once', async (path, body, table) => {
  const before = await count(table)
  const answer = await cutOffThenRepeated(path, body)
  expect(answer.id ?? answer.added).toBeGreaterThan(0)
  expect(await count(table)).toBe(before + 1)
})

test('many at once do not wait for each other’s connections', async () => {
  const add = (i: number) => {
    const headers = { ...own(), 'idempotency-key': `many-${i}` }
    return post('/contacts', { msisdn: `07130${String(i).padStart(5, '0')}` }, {}, headers)
  }
  const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => add(i)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
})

test('a message that was cut off is one message with one hold', async () => {
  const before = await balance()
  const sent = { sender: 'REHEARSAL', content: 'Hello', msisdns: ['0712000003'] }
  const later = { ...sent, scheduledTime: '2099-01-01T00:00:00Z' }
  const { uuid } = await cutOffThenRepeated('/sms/send', later)
  expect(await balance()).toEqual({ balance: before.balance - 1, held: before.held + 1 })
  expect(await app.query('select uuid from message')).toEqual([{ uuid }])
})

test('an import that was cut off is begun once', async () => {
  const file = { headers: own(), query: 'name=people.csv', body: 'phone\n0712000004\n' }
  const uploadId = (await ask('POST', '/uploads', file)).body.id
  const format = { encoding: 'utf-8', delimiter: ',' }
  const plan = { kind: 'contacts', uploadId, format, hasHeader: true, phoneColumn: 0 }
  await cutOffThenRepeated('/imports', plan)
  expect(await count('import')).toBe(1)
})
