import { expect, test } from 'vitest'
import { apiDocument } from '#app/api/v2/document.ts'
import { objectsOf, operationsOf } from './openapi-view.ts'

const document = apiDocument()
const all = document.tags.flatMap(({ name }) => operationsOf(document, name))
const find = (id: string) => all.find((operation) => operation.id === id)

test('every operation stands in one section', () => {
  const paths = Object.values(document.paths).flatMap((item) => Object.keys(item))
  expect(all).toHaveLength(paths.length)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
})

test('a body is told field by field, with what is required', () => {
  const body = find('post-sms-send')?.body ?? []
  expect(body.filter(({ required }) => required).map(({ name }) => name)).toContain('sender')
  expect(body.find(({ name }) => name === 'recipients[].msisdn')?.about).toBeTruthy()
})

test('an answer that is a named object leads there, and one that holds some does too', () => {
  expect(find('post-sms-uuid-stop')?.answer).toMatchObject([
    { type: 'MessageDetail', object: 'MessageDetail' },
  ])
  expect(find('get-sms')?.answer[0]).toMatchObject({ name: 'messages', type: 'Message[]', object: 'Message' })
  const names = new Set(objectsOf(document).map(({ name }) => name))
  const leading = all.flatMap(({ answer }) => answer.flatMap(({ object }) => object ?? []))
  expect(leading.filter((name) => !names.has(name))).toEqual([])
})
