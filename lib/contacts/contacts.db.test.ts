import { beforeEach, describe, expect, test } from 'vitest'
import { product } from '#test/product.ts'
import { addMembers, removeMembers } from './change-members.ts'
import { createContact } from './create-contact.ts'
import { createGroup } from './create-group.ts'
import { deleteContacts } from './delete-contacts.ts'
import { deleteGroup } from './delete-group.ts'
import { findKnownWords } from './find-known-words.ts'
import { getContact } from './get-contact.ts'
import { listContacts } from './list-contacts.ts'
import { getGroup, listGroups } from './list-groups.ts'
import { readGroups } from './read-group.ts'
import { renameGroup } from './rename-group.ts'
import { contactQuery, type NewContact } from './schema.ts'
import { updateContact } from './update-contact.ts'

const app = product(() => '')
beforeEach(async () => {
  await app.query('truncate contact, contact_group, suppression restart identity cascade')
})
const add = (msisdn: string, over: Partial<NewContact> = {}) =>
  createContact(app.operator, { msisdn, ...over }, 'KE')
const find = async (query: Record<string, unknown>) =>
  (await listContacts(app.operator, contactQuery.parse(query))).contacts.map((c) => c.name || c.msisdn)

describe('people', () => {
  test('are there once, however the number is written', async () => {
    await add('0712 345 678', { name: ' Amina ' })
    await expect(add('+254712345678')).rejects.toMatchObject({ code: 'ALREADY_EXISTS', field: 'msisdn' })
    await expect(add('12')).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'msisdn' })
  })

  test('are changed where something is given and left alone elsewhere', async () => {
    const { id } = await add('0712345678', { name: 'Amina', attributes: { city: 'Nairobi' }, tags: ['vip'] })
    await updateContact(app.operator, id, { attributes: { city: ' ', plan: 2 } }, 'KE')
    expect(await getContact(app.operator, id)).toMatchObject({
      name: 'Amina',
      tags: ['vip'],
      attributes: { plan: '2' },
    })
    await expect(updateContact(app.operator, 999, {}, 'KE')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('show where they must not be texted, also when only their hash is known', async () => {
    const { id } = await add('0712345678')
    await app.query(
      `insert into suppression (key, reason) values (suppression_key('254712345678'), 'opt_out')`,
    )
    expect((await getContact(app.operator, id)).suppressions).toMatchObject([
      { sender: null, reason: 'opt_out' },
    ])
  })

  test('leave their groups when they are deleted, and stay suppressed', async () => {
    const group = await createGroup(app.operator, { name: 'G' })
    const { id } = await add('0712345678', { groups: [group.id] })
    await app.query(
      `insert into suppression (key, reason) values (suppression_key('254712345678'), 'manual')`,
    )
    expect(await deleteContacts(app.operator, [id, 999])).toBe(1)
    expect(await getGroup(app.operator, group.id)).toMatchObject({ members: 0 })
    expect(await app.query('select 1 from suppression')).toHaveLength(1)
  })
})

test('people are found by a value, or by having one of that name', async () => {
  await add('0712345678', { name: 'Amina', attributes: { city: 'Nairobi' } })
  await add('0722345678', { name: 'Otieno', attributes: { city: 'Mombasa', plan: 2 }, tags: ['vip'] })
  await add('0733345678', { name: 'Njeri' })
  expect(await find({ attribute: 'city' })).toEqual(['Otieno', 'Amina'])
  expect(await find({ attribute: 'city', value: 'Nairobi' })).toEqual(['Amina'])
  expect(await find({ attribute: 'city', value: 'nairobi' })).toEqual([])
  expect(await findKnownWords(app.operator)).toEqual({ tags: ['vip'], attributes: ['city', 'plan'] })
})

test('a list is paged both ways, in a group too', async () => {
  const { id: group } = await createGroup(app.operator, { name: 'G' })
  for (let n = 1; n <= 5; n++) await add(`071234567${n}`, { name: `p${n}`, groups: [group] })
  for (const query of [{}, { group }]) {
    const read = async (at: object) =>
      listContacts(app.operator, contactQuery.parse({ ...query, ...at, limit: 2 }))
    const first = await read({})
    const second = await read({ cursor: first.nextCursor })
    expect(second.contacts.map(({ name }) => name)).toEqual(['p3', 'p2'])
    expect((await read({ newer: second.previousCursor })).contacts).toEqual(first.contacts)
  }
})

describe('a search', () => {
  beforeEach(async () => {
    await add('0712345678', { name: 'Amina Otieno', tags: ['vip'] })
    await add('0722345678', { name: 'สมชาย ใจดี' })
    await add('0733345678', { name: '100% _sure\\' })
  })

  test.each([
    ['min', ['Amina Otieno']],
    ['otieno AMINA', ['Amina Otieno']],
    ['0712 345 678', ['Amina Otieno']],
    ['+254712', ['Amina Otieno']],
    ['22345', ['สมชาย ใจดี']],
    ['มชาย', ['สมชาย ใจดี']],
    ['สมศรี', []],
    ['%', ['100% _sure\\']],
    ['_sure\\', ['100% _sure\\']],
    ['Amina 99', []],
  ])('for %j finds %j', async (search, names) => {
    expect(await find({ search })).toEqual(names)
  })

  test('narrows by tag and goes on where the page ended', async () => {
    expect(await find({ tag: 'vip' })).toEqual(['Amina Otieno'])
    const first = await listContacts(app.operator, contactQuery.parse({ limit: '2' }))
    expect(first).toMatchObject({ hasMore: true, total: { count: 3, exact: true } })
    expect(await find({ cursor: first.nextCursor })).toEqual(['Amina Otieno'])
    await expect(find({ cursor: 'x' })).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
  })
})

describe('groups', () => {
  test('have a name of their own, whatever its capitals', async () => {
    await createGroup(app.operator, { name: 'Spring' })
    await expect(createGroup(app.operator, { name: ' SPRING ' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    })
    const other = await createGroup(app.operator, { name: 'Autumn' })
    await expect(renameGroup(app.operator, other.id, { name: 'spring' })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    })
    expect((await listGroups(app.operator)).map((g) => g.name)).toEqual(['Autumn', 'Spring'])
    expect((await listGroups(app.operator, ' spr  ING ')).map((g) => g.name)).toEqual(['Spring'])
    expect(await listGroups(app.operator, 'winter')).toEqual([])
  })

  test('take in people and numbers, count them right, and name what is no number', async () => {
    const group = await createGroup(app.operator, { name: 'G' })
    const { id } = await add('0712345678', { name: 'Amina', attributes: { city: 'Nairobi' } })
    const change = { contactIds: [id], msisdns: ['0712345678', '0722345678', 'x'] }
    expect(await addMembers(app.operator, group.id, change, 'KE')).toEqual({
      added: 2,
      refused: [{ place: 3, value: 'x', reason: 'NOT_A_NUMBER' }],
    })
    expect(await addMembers(app.operator, group.id, change, 'KE')).toMatchObject({ added: 0 })
    expect(await getGroup(app.operator, group.id)).toMatchObject({ members: 2 })
    const members = []
    for await (const batch of readGroups(app.operator, [group.id])) members.push(...batch)
    expect(members).toMatchObject([
      { msisdn: '254712345678', variables: { name: 'Amina', city: 'Nairobi', phone: '254712345678' } },
      { msisdn: '254722345678' },
    ])
    expect(await removeMembers(app.operator, group.id, { contactIds: [id] }, 'KE')).toMatchObject({
      removed: 1,
    })
    expect(await getGroup(app.operator, group.id)).toMatchObject({ members: 1 })
  })

  test('can be deleted, and the people in them stay', async () => {
    const group = await createGroup(app.operator, { name: 'G' })
    await add('0712345678', { groups: [group.id] })
    await deleteGroup(app.operator, group.id)
    expect(await find({})).toHaveLength(1)
    await expect(deleteGroup(app.operator, group.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(find({ group: group.id })).rejects.toMatchObject({ code: 'UNKNOWN_GROUP' })
  })
})
