import { describe, expect, test } from 'vitest'
import { inAnHour, integrator, text } from '#test/integrator.ts'

// Sentence by sentence what an integrator is told about sending.

const { post, get, send, balance, own } = integrator()

describe('send', () => {
  test('answers a uuid when plan and hold are committed', async () => {
    const before = await balance()
    const { status, body } = await send({ msisdns: ['0712000001', '0712000002'], scheduledTime: inAnHour() })
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'scheduled', total: 2, parts: 2, credits: 2 })
    expect(await balance()).toEqual({ balance: before.balance - 2, held: before.held + 2 })
  })

  test.each([
    [
      ['66812345678', '0712000001'],
      ['66812345678', '254712000001'],
    ],
    [
      ['+66 81 234 5678', '00254712000001'],
      ['66812345678', '254712000001'],
    ],
    [
      [66812345678, 254712000001],
      ['66812345678', '254712000001'],
    ],
  ])('takes numbers as they are written: %j', async (msisdns, read) => {
    const { body } = await send({ msisdns, scheduledTime: inAnHour() })
    const { recipients } = (await get('/sms/{uuid}/recipients', { uuid: body.uuid })).body
    expect((recipients as { msisdn: string }[]).map((row) => row.msisdn)).toEqual(read)
  })

  test('fills placeholders with variables, for all or for each', async () => {
    const all = await send({ content: 'Hi {{name}}', variables: { name: 'Toon' }, dryRun: true })
    expect(all.body).toMatchObject({ valid: 1, parts: 1 })
    const recipients = [{ msisdn: '0712000001', variables: { name: 'A' } }, { msisdn: '0712000002' }]
    const each = await send({ msisdns: undefined, recipients, content: 'Hi {{name}}', dryRun: true })
    expect(each.body).toMatchObject({ total: 2, valid: 1, reasons: { MISSING_VARIABLE: 1 } })
  })

  test('takes a template for the text and a group for the people', async () => {
    const template = (await post('/templates', { name: 'Sale', content: 'Hi {{name|there}}' })).body.id
    const group = (await post('/groups', { name: 'Everybody' })).body.id as number
    await post('/groups/{id}/members', { msisdns: ['0712000001', '0712000002'] }, { id: group })
    const { body } = await post('/sms/send', {
      sender: 'REHEARSAL',
      templateId: template,
      contactGroupId: group,
      scheduledTime: inAnHour(),
    })
    expect(body).toMatchObject({ total: 2 })
    expect((await get('/sms/{uuid}', { uuid: body.uuid })).body).toMatchObject({
      content: 'Hi {{name|there}}',
    })
  })

  test('as a dry run answers what the preview answers, and holds and sends nothing', async () => {
    const before = await balance()
    const { sender: _sender, ...rest } = text
    const dry = await send({ dryRun: true, msisdns: ['0712000001', '0712000001', 'x'] })
    expect(dry.body).toEqual(
      (await post('/sms/preview', { ...rest, msisdns: ['0712000001', '0712000001', 'x'] })).body,
    )
    expect(dry.body).toMatchObject({
      total: 3,
      valid: 1,
      invalid: 1,
      duplicates: 1,
      blocked: 0,
      encoding: 'gsm',
      parts: 1,
      credits: 1,
    })
    expect(await balance()).toEqual(before)
    expect((await get('/sms')).body.messages).toEqual([])
  })

  test.each<[object, number, string, string | undefined]>([
    [{ content: undefined }, 400, 'INVALID_REQUEST', 'content'],
    [{ content: ' ' }, 400, 'EMPTY_CONTENT', 'content'],
    [{ content: 'x'.repeat(1001) }, 400, 'CONTENT_TOO_LONG', 'content'],
    [{ templateId: 1 }, 400, 'INVALID_REQUEST', 'content'],
    [{ content: undefined, templateId: 999_999 }, 400, 'UNKNOWN_TEMPLATE', 'templateId'],
    [{ content: undefined, templateId: Number.MAX_SAFE_INTEGER }, 400, 'INVALID_REQUEST', 'templateId'],
    [{ msisdns: undefined }, 400, 'INVALID_REQUEST', 'msisdns'],
    [{ msisdns: '0712000001' }, 400, 'INVALID_REQUEST', 'msisdns'],
    [{ msisdns: [{}] }, 400, 'INVALID_REQUEST', 'msisdns[0]'],
    [{ msisdns: [] }, 400, 'NO_VALID_NUMBERS', 'msisdns'],
    [{ msisdns: ['x'] }, 400, 'NO_VALID_NUMBERS', 'msisdns'],
    [{ msisdns: undefined, recipients: [{ msisdn: 'x' }] }, 400, 'NO_VALID_NUMBERS', 'recipients'],
    [{ msisdns: null }, 400, 'INVALID_REQUEST', 'msisdns'],
    [{ msisdns: [null] }, 400, 'INVALID_REQUEST', 'msisdns[0]'],
    [{ msisdns: [-254712000001] }, 400, 'INVALID_REQUEST', 'msisdns[0]'],
    [{ msisdns: [254712000001.5] }, 400, 'INVALID_REQUEST', 'msisdns[0]'],
    [{ content: 'x'.repeat(20_001) }, 400, 'CONTENT_TOO_LONG', 'content'],
    [{ msisdns: undefined, contactGroupId: 999_999 }, 400, 'UNKNOWN_GROUP', 'contactGroupId'],
    [{ contactGroupId: 1 }, 400, 'INVALID_REQUEST', 'msisdns'],
    [{ sender: undefined }, 400, 'INVALID_REQUEST', 'sender'],
    [{ sender: 'NOBODY' }, 400, 'UNKNOWN_SENDER', 'sender'],
    [{ sender: 'WAITING' }, 400, 'SENDER_NOT_APPROVED', 'sender'],
    [{ accountId: 999_999 }, 400, 'UNKNOWN_SENDER', 'sender'],
    [{ variables: [] }, 400, 'INVALID_REQUEST', 'variables'],
    [{ variables: { a: {} } }, 400, 'INVALID_REQUEST', 'variables.a'],
    [{ content: 'Hi {{name}}' }, 400, 'MISSING_VARIABLES', 'variables'],
    [{ content: 'half \ud800' }, 400, 'INVALID_REQUEST', 'content'],
    [{ content: 'nul \0' }, 400, 'INVALID_REQUEST', 'content'],
    [{ dryRun: 'yes' }, 400, 'INVALID_REQUEST', 'dryRun'],
    [{ scheduledTime: '2020-01-01T00:00:00Z' }, 400, 'INVALID_SCHEDULE', 'scheduledTime'],
    [{ scheduledTime: '2099-01-01T00:00:00' }, 400, 'INVALID_SCHEDULE', 'scheduledTime'],
    [{ scheduledTime: '2099-02-30T00:00:00Z' }, 400, 'INVALID_SCHEDULE', 'scheduledTime'],
    [{ scheduledTime: 'tomorrow' }, 400, 'INVALID_SCHEDULE', 'scheduledTime'],
    [{ scheduledTime: 4_102_444_800 }, 400, 'INVALID_REQUEST', 'scheduledTime'],
    [
      { scheduledTime: '2027-03-28T02:30', timeZone: 'Europe/Berlin' },
      400,
      'INVALID_SCHEDULE',
      'scheduledTime',
    ],
    [{ timeZone: 'Mars/Olympus' }, 400, 'INVALID_REQUEST', 'timeZone'],
    [
      {
        msisdns: Array.from({ length: 1100 }, (_, i) => `07120${10_000 + i}`).slice(0, 1000),
        content: 'x'.repeat(161),
      },
      402,
      'INSUFFICIENT_CREDITS',
      undefined,
    ],
  ])('refuses %o with its status and code, and leaves nothing behind', async (over, status, code, field) => {
    const before = await balance()
    const answer = await send(over)
    expect(answer).toMatchObject({ status, body: { code, error: expect.stringMatching(/[.!?]$/) } })
    if (field) expect(answer.body.field).toBe(field)
    expect(await balance()).toEqual(before)
    expect((await get('/sms')).body.messages).toEqual([])
  })

  test('refuses more than two million numbers', async () => {
    const body = `{"sender":"REHEARSAL","content":"x","msisdns":[${'1,'.repeat(2_000_000)}1]}`
    expect(await post('/sms/send', body)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', field: 'msisdns' },
    })
  })

  test('reads a time without offset on the clocks of timeZone', async () => {
    const { body } = await send({ scheduledTime: '2099-06-01T10:00', timeZone: 'Asia/Bangkok' })
    expect(body.scheduledTime).toBe('2099-06-01T03:00:00.000Z')
  })

  test('takes null for what is left out', async () => {
    const nothing = Object.fromEntries(
      ['templateId', 'variables', 'recipients', 'contactGroupId', 'exclude', 'accountId', 'name'].map(
        (name) => [name, null],
      ),
    )
    const times = {
      scheduledTime: null,
      timeZone: null,
      sendWindow: null,
      notAfter: null,
      ratePerSecond: null,
    }
    const { status, body } = await send({ ...nothing, ...times, dryRun: null })
    expect([status, body.status]).toEqual([200, 'pending'])
  })

  test('leaves aside what it does not know, and says so', async () => {
    const { body } = await send({ scheduleTime: inAnHour(), dryRun: true })
    expect(body.warnings).toEqual([expect.objectContaining({ code: 'UNKNOWN_FIELD', field: 'scheduleTime' })])
  })

  test.each([
    '{"sender":"REHEARSAL",',
    '[',
    'null',
    '"text"',
    '{"content":NaN}',
    `${'['.repeat(100_000)}`,
    '{"content":"a","content":"b"}',
  ])('refuses the body %.40j with a code', async (body) => {
    const { status, body: refusal } = await post('/sms/send', body)
    expect([status, refusal.error !== undefined]).toEqual([400, true])
    expect(['INVALID_JSON', 'INVALID_REQUEST']).toContain(refusal.code)
  })
})

test('an Idempotency-Key makes one message of many requests at once', async () => {
  const headers = { ...own(), 'idempotency-key': 'order-7' }
  const before = await balance()
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => send({ scheduledTime: '2099-01-01T00:00:00Z' }, headers)),
  )
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.uuid}`)).size).toBe(1)
  expect(await balance()).toEqual({ balance: before.balance - 1, held: before.held + 1 })
  expect(await send({ content: 'Other' }, headers)).toMatchObject({
    status: 409,
    body: { code: 'IDEMPOTENCY_KEY_REUSED' },
  })
})
