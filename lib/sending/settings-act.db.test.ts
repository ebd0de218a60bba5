import { afterAll, beforeAll, expect, test } from 'vitest'
import { previewMessage } from '#lib/messages/preview-message.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import { changeSettings } from '#lib/users/change-settings.ts'
import { defaultSettings } from '#lib/users/rules-settings.ts'
import { product } from '#test/product.ts'
import { type RehearsalServer, startRehearsal } from '../../emulators/rehearsal/server.ts'

let rehearsal: RehearsalServer
beforeAll(async () => {
  rehearsal = await startRehearsal({ control: true })
})
afterAll(() => rehearsal.stop())
const app = product(() => rehearsal.url)

const to = (...numbers: string[]) => ({
  content: 'Hello',
  variables: {},
  sender: 'REHEARSAL',
  source: { kind: 'list' as const, recipients: numbers.map((msisdn) => ({ msisdn })) },
})

test('landlines are refused until an admin says otherwise', async () => {
  const message = to('0712345601', '020 1234567')
  expect(await previewMessage(app.operator, message)).toMatchObject({ valid: 1, reasons: { LANDLINE: 1 } })
  await changeSettings(app.system, { keepLandlines: true })
  expect(await previewMessage(app.operator, message)).toMatchObject({ valid: 2, reasons: {} })
  await changeSettings(app.system, defaultSettings)
})

test('with a list of countries the numbers of others are left out and say so; a hash counts as Kenyan', async () => {
  const message = to('0712345601', '+66812345678')
  await changeSettings(app.system, { countries: ['KE'] })
  expect(await previewMessage(app.operator, message)).toMatchObject({
    valid: 1,
    countries: { KE: { recipients: 1 } },
    reasons: { COUNTRY_NOT_ALLOWED: 1 },
  })
  const sent = await sendMessage(app.operator, message, 'api')
  expect(sent).toMatchObject({ total: 2, counts: { queued: 1, rejected: 1 } })
  await changeSettings(app.system, { countries: ['TH'] })
  expect(await previewMessage(app.operator, to('+66812345678', 'a'.repeat(64)))).toMatchObject({ valid: 1 })
  await changeSettings(app.system, defaultSettings)
})

test('a message from the dashboard waits as long as the setting says, one from the API not at all', async () => {
  await changeSettings(app.system, { undoSeconds: 120 })
  const waits = async (origin: 'dashboard' | 'api') => {
    const { createdAt, dueAt } = await sendMessage(app.operator, to('0712345602'), origin)
    return Math.round((Date.parse(dueAt ?? '') - Date.parse(createdAt)) / 1000)
  }
  expect(await waits('dashboard')).toBe(120)
  expect(await waits('api')).toBe(0)
  await changeSettings(app.system, { undoSeconds: 0 })
  expect(await waits('dashboard')).toBe(0)
  await changeSettings(app.system, defaultSettings)
})
