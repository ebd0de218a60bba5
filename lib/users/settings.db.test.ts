import { expect, test } from 'vitest'
import { rootCtx } from '#lib/http/context.ts'
import { webApp } from '#test/web.ts'
import { changeSettings } from './change-settings.ts'
import { listAudit } from './list-audit.ts'
import { readSettings } from './read-settings.ts'
import { someSettings } from './schema-settings.ts'

const app = webApp()
const admin = async () => {
  const userId = await app.addUser('admin')
  return rootCtx({ kind: 'user', userId, role: 'admin', sessionId: '-', ip: null })
}
const changes = async () =>
  (await listAudit(app.root(), { action: 'setting.change', limit: 50 })).entries.map((entry) => [
    entry.target,
    entry.details,
  ])

test('a fresh installation refuses landlines, keeps quiet hours in the dashboard alone, and has no list of countries', async () => {
  expect(await readSettings(app.root())).toMatchObject({
    keepLandlines: false,
    countries: [],
    undoSeconds: 10,
    receiptWindowHours: 72,
    quietHoursDashboard: true,
    quietHoursApi: false,
  })
})

test('what is changed holds, the rest stays, and the audit log has both values of what really differs', async () => {
  await changeSettings(await admin(), { undoSeconds: 30, receiptWindowHours: 72, countries: ['KE', 'TH'] })
  expect(await readSettings(app.root())).toMatchObject({
    undoSeconds: 30,
    countries: ['KE', 'TH'],
    typeNumberFrom: 100,
  })
  expect(await changes()).toEqual([
    ['setting:undoSeconds', { from: '10', to: '30' }],
    ['setting:countries', { from: '', to: 'KE, TH' }],
  ])
})

test('a value that makes no sense any more falls back to its default alone', async () => {
  await app.query(`insert into setting (key, value) values ('haltPercent', '"half"'), ('haltAmong', '40')`)
  expect(await readSettings(app.root())).toMatchObject({ haltPercent: 50, haltAmong: 40 })
})

test('a screen may send some of them, and none that is out of bounds', () => {
  expect(someSettings.parse({ undoSeconds: 5 })).toEqual({ undoSeconds: 5 })
  expect(someSettings.safeParse({ undoSeconds: -1 }).success).toBe(false)
  expect(someSettings.safeParse({ countries: ['Kenya'] }).success).toBe(false)
})
