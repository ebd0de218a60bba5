import { beforeEach, expect, test } from 'vitest'
import { createContact } from '#lib/contacts/create-contact.ts'
import { product } from '#test/product.ts'
import { archiveTemplate, changeTemplate } from './change-template.ts'
import { createTemplate } from './create-template.ts'
import { getTemplate, listTemplates, renderForContact } from './get-template.ts'
import { templateQuery } from './schema.ts'

const app = product(() => '')
beforeEach(async () => {
  await app.query('truncate template, contact restart identity cascade')
})
const create = (name = 'Welcome', content = 'Hi {{name|there}}') =>
  createTemplate(app.operator, { name, content })
const names = async (query: object = {}) =>
  (await listTemplates(app.operator, templateQuery.parse(query))).templates.map((t) => t.name)

test('a text without words is none', async () => {
  await expect(create('Empty', '  ')).rejects.toMatchObject({ name: 'ZodError' })
})

test('what a template said before stays among its versions', async () => {
  const { id } = await create()
  await changeTemplate(app.operator, id, { name: 'Welcome', content: 'Hello', version: 1 })
  expect(await getTemplate(app.operator, id)).toMatchObject({
    content: 'Hello',
    version: 2,
    versions: [
      { version: 2, content: 'Hello', changedBy: 'Op' },
      { version: 1, content: 'Hi {{name|there}}' },
    ],
  })
})

test("nobody writes over somebody else's change", async () => {
  const { id } = await create()
  const change = (content: string) =>
    changeTemplate(app.operator, id, { name: 'Welcome', content, version: 1 })
  const results = await Promise.allSettled([change('A'), change('B')])
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('saving the same text again makes no version', async () => {
  const { id } = await create()
  await changeTemplate(app.operator, id, { name: 'Welcome', content: 'Hi {{name|there}}' })
  expect(await getTemplate(app.operator, id)).toMatchObject({ version: 1 })
})

test('an archived template frees its name, and comes back only where that is still free', async () => {
  const { id } = await create()
  await expect(create('welcome')).rejects.toMatchObject({ code: 'ALREADY_EXISTS', field: 'name' })
  await archiveTemplate(app.operator, id, true)
  expect(await names()).toEqual([])
  expect(await names({ archived: 'true' })).toEqual(['Welcome'])
  await create('welcome')
  await expect(archiveTemplate(app.operator, id, false)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' })
  await expect(changeTemplate(app.operator, id, { name: 'W', content: 'x' })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

test('a search looks through names and texts, and takes no sign for a wildcard', async () => {
  await create('Welcome', 'Hi')
  await create('Sale', '50% off')
  expect(await names({ search: '50%' })).toEqual(['Sale'])
  expect(await names({ search: 'WEL' })).toEqual(['Welcome'])
})

test('a person sees what they would get, and what is missing is named', async () => {
  const { id } = await create('Visit', '{{name}}, see you in {{city}}')
  const contact = await createContact(app.operator, { msisdn: '0712345678', name: 'สมชาย' }, 'KE')
  expect(await renderForContact(app.operator, id, contact.id)).toEqual({
    text: 'สมชาย, see you in ',
    missing: ['city'],
    parts: 1,
    encoding: 'ucs2',
  })
})
