import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMembers } from '#lib/contacts/change-members.ts'
import { createGroup } from '#lib/contacts/create-group.ts'
import { deleteGroup } from '#lib/contacts/delete-group.ts'
import { keepUpload } from '#lib/contacts/keep-upload.ts'
import { lookAtTable } from '#lib/contacts/look-at-table.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { hashPhone } from '#lib/sms/phone-hash.ts'
import { archiveTemplate, changeTemplate } from '#lib/templates/change-template.ts'
import { createTemplate } from '#lib/templates/create-template.ts'
import { changeSettings } from '#lib/users/change-settings.ts'
import { product, until } from '#test/product.ts'
import { xlsx } from '#test/xlsx.ts'
import { type RehearsalServer, startRehearsal } from '../../emulators/rehearsal/server.ts'
import { getMessage } from './get-message.ts'
import { listRecipients } from './list-recipients.ts'
import { previewMessage } from './preview-message.ts'
import { readSource } from './read-source.ts'
import { reuseMessage } from './reuse-message.ts'
import type { AudienceSource, MessageInput } from './schema.ts'
import { sendMessage } from './send-message.ts'

let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({ control: true })
})
afterAll(() => rehearsal.stop())
const app = product(() => rehearsal.url)

const message = (source: AudienceSource, more: Partial<MessageInput> = {}) => ({
  content: 'Hello',
  variables: {},
  source,
  ...more,
  sender: 'REHEARSAL',
})
const later = () => ({ scheduledAt: new Date(Date.now() + 3_600_000) })
const send = (source: AudienceSource, more: Partial<MessageInput> = {}) =>
  sendMessage(app.operator, { ...message(source, more), ...later() }, 'api')
const numbersOf = async (uuid: string) =>
  (await listRecipients(app.operator, uuid, { limit: 1000 })).recipients.map((r) => r.msisdn)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error: { code?: string }) => error.code,
  )

async function upload(content: string | Uint8Array, ctx: RootCtx = app.operator): Promise<AudienceSource> {
  const bytes = Buffer.from(content)
  const incoming = {
    content: (async function* () {
      yield bytes
    })(),
    bytes: bytes.length,
    fileName: 'people',
    mediaType: '',
  }
  const { id } = await keepUpload(ctx, incoming)
  const { format, hasHeader, columns, guess } = await lookAtTable(ctx, id)
  return { kind: 'file', blobId: id, format, hasHeader, columns, phoneColumn: guess.phone ?? 0 }
}

const people = ['0712345611', '0712345612', '0712345613', '0712345614']
const msisdns = people.map((number) => `254${number.slice(1)}`)

async function groupOf(name: string, ...numbers: string[]): Promise<number> {
  const { id } = await createGroup(app.operator, { name })
  await addMembers(app.operator, id, { contactIds: [], msisdns: numbers }, 'KE')
  return id
}

describe('a file', () => {
  test('as CSV or Excel gives everybody their own values and names rows as the file does', async () => {
    const worker = await app.startWorker()
    const csv = '\n\nname;Phone\nAmina;0712345621\n"Ju;ma";+254 712 345 622\n;0712345621\n'
    const sheet = `<row r="3"><c t="str"><v>name</v></c><c t="str"><v>Phone</v></c></row>
      <row r="4"><c t="str"><v>Amina</v></c><c t="str"><v>0712345621</v></c></row>
      <row r="5"><c t="str"><v>Ju;ma</v></c><c><v>254712345622</v></c></row>
      <row r="6"><c/><c t="str"><v>0712345621</v></c></row>`
    for (const file of [csv, xlsx({ sheets: { People: sheet } })]) {
      const source = await upload(file)
      const input = { content: 'Hi {{name}}' }
      expect(await previewMessage(app.operator, message(source, input))).toMatchObject({
        total: 3,
        valid: 2,
        duplicates: 1,
        examples: [{ rowNo: 6, reason: 'DUPLICATE' }],
      })
      const sent = await sendMessage(app.operator, message(source, input), 'api')
      const done = await until(
        () => getMessage(app.operator, sent.uuid),
        (m) => m.state === 'sent',
      )
      expect(done).toMatchObject({ total: 2, parts: 2 })
      const texts = rehearsal.logbook.after(0, 100).map((r) => [r.to, r.text])
      expect(texts.slice(-2).toSorted()).toEqual([
        ['254712345621', 'Hi Amina'],
        ['254712345622', 'Hi Ju;ma'],
      ])
    }
    await worker.stop()
  })

  test('of somebody else is not there', async () => {
    const source = await upload(`phone\n${people[0]}\n`, app.system)
    expect(await codeOf(previewMessage(app.operator, message(source)))).toBe('NOT_FOUND')
    expect(await codeOf(send(source))).toBe('NOT_FOUND')
  })

  test('of a draft is not thrown away while the draft is looked at', async () => {
    const source = await upload(`phone\n${people[0]}\n`)
    const id = source.kind === 'file' && source.blobId
    await app.query(`update blob set expires_at = now() + interval '1 minute' where id = $1`, [id])
    await previewMessage(app.operator, message(source))
    expect(
      await app.query(`select expires_at > now() + interval '6 days' as kept from blob where id = $1`, [id]),
    ).toEqual([{ kept: true }])
  })
})

describe('groups', () => {
  test('are one audience in which everybody stands once, with their names and values', async () => {
    const ids = [await groupOf('A', ...people.slice(0, 3)), await groupOf('B', ...people.slice(1))]
    await app.query(`update contact set name = 'Amina', attributes = '{"city":"Kisumu"}' where msisdn = $1`, [
      msisdns[1],
    ])
    const source = { kind: 'groups' as const, groupIds: ids }
    const input = { content: '{{name|friend}} of {{city|somewhere}}, {{phone}}' }
    expect(await previewMessage(app.operator, message(source, input))).toMatchObject({
      total: 4,
      valid: 4,
      duplicates: 0,
    })
    const sent = await send(source, input)
    expect(await numbersOf(sent.uuid)).toEqual(msisdns)
    expect(await app.query(`select variables from recipient where msisdn = $1`, [msisdns[1]])).toEqual([
      { variables: { name: 'Amina', city: 'Kisumu', phone: msisdns[1] } },
    ])
  })

  test('are kept as they were when the message was confirmed', async () => {
    const id = await groupOf('Frozen', ...people.slice(0, 2))
    const out = await groupOf('Left out', people[1] as string)
    const sent = await send(
      { kind: 'groups', groupIds: [id] },
      { exclude: [{ kind: 'groups', groupIds: [out] }] },
    )
    await addMembers(app.operator, id, { contactIds: [], msisdns: people }, 'KE')
    await deleteGroup(app.operator, out)
    await deleteGroup(app.operator, id)
    // Planned again from nothing, as after a crash.
    await app.query(`delete from recipient where message_id = (select id from message where uuid = $1)`, [
      sent.uuid,
    ])
    const [row] = await app.query<{ source: AudienceSource; exclude: AudienceSource[] }>(
      'select source, exclude from message where uuid = $1',
      [sent.uuid],
    )
    const again = message(row?.source as AudienceSource, { exclude: row?.exclude })
    expect(await previewMessage(app.operator, again)).toMatchObject({ total: 2, valid: 1, excluded: 1 })
  })

  test('that are not there are named', async () => {
    const source = { kind: 'groups' as const, groupIds: [await groupOf('Here', ...people), 99_999] }
    await expect(previewMessage(app.operator, message(source))).rejects.toMatchObject({
      code: 'UNKNOWN_GROUP',
      params: { group: 99_999 },
    })
    expect(await codeOf(send(source))).toBe('UNKNOWN_GROUP')
  })

  test('that are deleted while they are read are said to be gone', async () => {
    const id = await groupOf('Going', ...people)
    const from = { kind: 'groups' as const, groupIds: [id] }
    const rows = readSource(app.operator, from, [])
    await rows.next()
    await deleteGroup(app.operator, id)
    await expect(rows.next()).rejects.toMatchObject({ code: 'UNKNOWN_GROUP' })
  })
})

describe('a message that is used again', () => {
  const fileText = 'Amina;0712345631\nJuma;0712345632\n'

  test('has its file, as its columns were told apart, until the file is thrown away', async () => {
    const source = { ...(await upload(fileText)), columns: ['A', 'B'] } as AudienceSource & { kind: 'file' }
    const before = await send(list(people[0] as string))
    const sent = await send(source, {
      content: 'Hi {{A}}',
      exclude: [{ kind: 'message', uuid: before.uuid }],
    })
    expect(await reuseMessage(app.operator, sent.uuid)).toMatchObject({
      from: 'file',
      text: 'Hi {{A}}',
      numbers: '',
      file: { uploadId: source.blobId, fileName: 'people', phoneColumn: 1, hasHeader: false },
      exclude: { groupIds: [], messages: [{ uuid: before.uuid, title: 'Hello' }] },
    })
    const headed = await send({ ...source, hasHeader: true, columns: ['Amina', '0712345631'] })
    expect(await reuseMessage(app.operator, headed.uuid)).toMatchObject({
      file: { hasHeader: true, columns: ['Amina', '0712345631'], sample: [{ rowNo: 2 }], rows: { count: 1 } },
    })
    await app.query('delete from blob where id = $1', [source.blobId])
    expect(await reuseMessage(app.operator, sent.uuid)).toMatchObject({
      from: 'pasted',
      numbers: '+254712345631\n+254712345632',
      file: null,
    })
  })

  test('has its groups and exclusions as long as they are there', async () => {
    const here = await groupOf('Here again', ...people.slice(0, 2))
    const gone = await groupOf('Gone again', ...people.slice(0, 2))
    const groupIds = [here, gone]
    const exclude = [{ kind: 'groups' as const, groupIds: [await groupOf('Few', people[0] as string)] }]
    const sent = await send({ kind: 'groups', groupIds }, { exclude })
    await deleteGroup(app.operator, gone)
    const again = { from: 'groups', groupIds: [here], exclude: { groupIds: exclude[0]?.groupIds } }
    expect(await reuseMessage(app.operator, sent.uuid)).toMatchObject(again)
    await deleteGroup(app.operator, here)
    expect(await reuseMessage(app.operator, sent.uuid)).toMatchObject({
      from: 'pasted',
      groupIds: [],
      numbers: `+${msisdns[1]}`,
    })
  })
})

const list = (...numbers: string[]): AudienceSource => ({
  kind: 'list',
  recipients: numbers.map((msisdn) => ({ msisdn })),
})

describe('who is left out', () => {
  test('is met in both forms of their number, by a group and by whom another message goes to', async () => {
    const group = await groupOf('Not these', people[0] as string, hashPhone(msisdns[1] as string))
    const before = await send(list(people[2] as string, 'nobody'))
    const input = {
      exclude: [
        { kind: 'groups' as const, groupIds: [group] },
        { kind: 'message' as const, uuid: before.uuid },
      ],
    }
    const all = list(hashPhone(msisdns[0] as string), ...people.slice(1), 'nobody')
    expect(await previewMessage(app.operator, message(all, input))).toMatchObject({
      total: 5,
      valid: 1,
      excluded: 3,
      invalid: 1,
    })
    const sent = await send(all, input)
    expect(await numbersOf(sent.uuid)).toEqual([msisdns[3], 'nobody'])
  })

  test('is whoever a message went to, not whom it was kept from', async () => {
    const before = await send(list(...people.slice(0, 2)))
    await app.query(
      `update recipient set state = 8 where msisdn = $1 and message_id = (select id from message where uuid = $2)`,
      [msisdns[0], before.uuid],
    )
    const exclude = [{ kind: 'message' as const, uuid: before.uuid }]
    expect(await previewMessage(app.operator, message(list(...people), { exclude }))).toMatchObject({
      valid: 3,
      excluded: 1,
    })
  })
})

test('a template gives the text as it is at that moment, and an archived one none', async () => {
  const { id } = await createTemplate(app.operator, { name: 'T', content: 'From a template, {{name}}' })
  const input = { content: undefined, templateId: id, variables: { name: 'Ama' } }
  const source: AudienceSource = { kind: 'list', recipients: [{ msisdn: people[0] as string }] }
  const sent = await send(source, input)
  await changeTemplate(app.operator, id, { name: 'T', content: 'Something else' })
  expect(await getMessage(app.operator, sent.uuid)).toMatchObject({ content: 'From a template, {{name}}' })
  await archiveTemplate(app.operator, id, true)
  expect(await codeOf(send(source, input))).toBe('UNKNOWN_TEMPLATE')
  expect(await codeOf(previewMessage(app.operator, message(source, input)))).toBe('UNKNOWN_TEMPLATE')
})

test('landlines and countries are sent to as the settings say', async () => {
  const numbers = ['+254202345678', '+66812345678', people[0] as string]
  const source: AudienceSource = { kind: 'list', recipients: numbers.map((msisdn) => ({ msisdn })) }
  const reasons = async () => (await previewMessage(app.operator, message(source))).reasons
  expect(await reasons()).toEqual({ LANDLINE: 1 })
  await changeSettings(app.system, { keepLandlines: true, countries: ['KE'] })
  expect(await reasons()).toEqual({ COUNTRY_NOT_ALLOWED: 1 })
  await changeSettings(app.system, { keepLandlines: false, countries: [] })
})
