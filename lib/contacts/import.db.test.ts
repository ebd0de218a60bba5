import { beforeEach, describe, expect, test } from 'vitest'
import { writeBlob } from '#lib/platform/blob.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { product } from '#test/product.ts'
import { xlsx } from '#test/xlsx.ts'
import { cancelImport } from './cancel-import.ts'
import { createGroup } from './create-group.ts'
import { getImport, listRefusals } from './get-import.ts'
import { keepUpload } from './keep-upload.ts'
import { lookAtTable } from './look-at-table.ts'
import { MAX_UPLOAD } from './rules.ts'
import { runImport } from './run-import.ts'
import type { NewImport } from './schema-imports.ts'
import { startImport } from './start-import.ts'

const app = product(() => '')
beforeEach(async () => {
  await app.query('truncate contact, contact_group, import, suppression restart identity cascade')
})

/** In pieces, as a request brings it. */
async function* once(data: string | Uint8Array) {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}
const upload = async (data: string | Uint8Array, fileName = 'list.csv') =>
  (await keepUpload(app.operator, { content: once(data), bytes: null, fileName, mediaType: 'text/csv' })).id

type Options = Partial<Extract<NewImport, { kind: 'contacts' }>>
async function start(data: string | Uint8Array, options: Options = {}) {
  const { uploadId, format, hasHeader, guess } = await lookAtTable(app.operator, await upload(data))
  return startImport(app.operator, {
    kind: 'contacts',
    uploadId,
    format,
    hasHeader,
    phoneColumn: guess.phone ?? 0,
    nameColumns: guess.name,
    tagsColumn: guess.tags,
    defaultCountry: 'KE',
    ...options,
  })
}
async function take(data: string | Uint8Array, options: Options = {}) {
  const { id } = await start(data, options)
  await runImport(app.system, id)
  return getImport(app.operator, id)
}
const people = () =>
  app.query<{ msisdn: string; name: string }>('select msisdn, name from contact order by msisdn')
const phone = (n: number) => `07${String(10_000_000 + n)}`

describe('taking in a list', () => {
  test('adds people, and names every other row by its own number and why', async () => {
    const done = await take(
      'name,phone,city\nAmina,0712345678,Nairobi\n\nBen,12,x\nCy,+254712345678,y\nDee,2.54712E+11,z\nEve,\u202a0712 345 679\u202c,\n',
      { attributeColumns: [{ column: 2, name: 'city' }] },
    )
    expect(done).toMatchObject({
      state: 'done',
      added: 2,
      doubled: 1,
      refused: 2,
      rowsRead: 7,
      rowsExpected: 5,
    })
    expect((await listRefusals(app.operator, done.id, { limit: 10 })).refusals).toEqual([
      { rowNo: 4, reason: 'TOO_SHORT', cells: ['Ben', '12', 'x'] },
      { rowNo: 5, reason: 'DUPLICATE', cells: ['Cy', '+254712345678', 'y'] },
      { rowNo: 6, reason: 'SPREADSHEET_NUMBER', cells: ['Dee', '2.54712E+11', 'z'] },
    ])
    expect(await people()).toEqual([
      { msisdn: '254712345678', name: 'Amina' },
      { msisdn: '254712345679', name: 'Eve' },
    ])
  })

  test.each([
    ['keep', 'Old', { city: 'Old' }, 0],
    ['overwrite', 'New', { city: 'New', town: 'T' }, 1],
    ['fill', 'Old', { city: 'Old', town: 'T' }, 1],
  ] as const)('%s decides what becomes of who is there', async (rule, name, attributes, changed) => {
    await app.query(
      `insert into contact (msisdn, name, attributes) values ('254712345678', 'Old', '{"city":"Old"}')`,
    )
    const columns = [
      { column: 2, name: 'city' },
      { column: 3, name: 'town' },
    ]
    const csv = 'phone,name,city,town\n0712345678,New,New,T\n'
    expect(await take(csv, { rule, attributeColumns: columns })).toMatchObject({ added: 0, changed })
    expect(await app.query('select name, attributes from contact')).toEqual([{ name, attributes }])
    // The same list again changes nothing.
    expect(await take(csv, { rule, attributeColumns: columns })).toMatchObject({ changed: 0, unchanged: 1 })
  })

  test('puts people into a group, whose count is right, and gives them tags', async () => {
    const group = await createGroup(app.operator, { name: 'Spring' })
    const csv = 'phone,tags\n0712345678,"a; b"\n0712345679,\n'
    await take(csv, { groupId: group.id, tags: ['c'] })
    await take(csv, { groupId: group.id, tags: ['c'] })
    expect(await app.query('select members from contact_group')).toEqual([{ members: 2 }])
    expect(await app.query('select tags from contact order by msisdn')).toEqual([
      { tags: ['c', 'a', 'b'] },
      { tags: ['c'] },
    ])
  })

  test('reads Excel, the first sheet with something in it', async () => {
    const row =
      '<row r="2"><c r="A2" t="inlineStr"><is><t>Amina</t></is></c><c r="B2"><v>2.54712345678E11</v></c></row>'
    const head =
      '<row r="1"><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Phone</t></is></c></row>'
    const done = await take(xlsx({ sheets: { Empty: '', People: head + row } }))
    expect(done).toMatchObject({ state: 'done', added: 1 })
    expect(await people()).toEqual([{ msisdn: '254712345678', name: 'Amina' }])
  })
})

describe('a run that is cut off', () => {
  const csv = `phone\n${Array.from({ length: 12_000 }, (_, i) => phone(i)).join('\n')}\n${phone(0)}\n`

  /** Breaks off when the file is asked for its n-th piece of rows. */
  const dyingAfter = (commits: number): RootCtx => {
    let left = commits
    const db = new Proxy(app.system.db, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown
        if (name === '$transaction' && left-- === 0) throw new Error('killed')
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    return { ...app.system, db }
  }

  test('goes on where it was, with the right counts, and doubles nothing', async () => {
    const { id } = await start(csv)
    await expect(runImport(dyingAfter(1), id)).rejects.toThrow('killed')
    expect(await getImport(app.operator, id)).toMatchObject({ state: 'running', added: 5000, rowsRead: 5001 })
    await runImport(app.system, id)
    expect(await getImport(app.operator, id)).toMatchObject({ state: 'done', added: 12_000, doubled: 1 })
    expect(await people()).toHaveLength(12_000)
  })

  test('counts each row once when two workers run it at the same time', async () => {
    const { id } = await start(csv)
    await Promise.all([runImport(app.system, id), runImport(app.system, id)])
    expect(await getImport(app.operator, id)).toMatchObject({
      state: 'done',
      added: 12_000,
      doubled: 1,
      unchanged: 0,
    })
  })

  test('takes no further row in once it is called off', async () => {
    const { id } = await start(csv)
    await cancelImport(app.operator, id)
    await runImport(app.system, id)
    expect(await getImport(app.operator, id)).toMatchObject({ state: 'cancelled', added: 0 })
    await expect(cancelImport(app.operator, id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('files that are not what was meant', () => {
  test('a quotation mark that is never closed ends the import at its row; what came before stays', async () => {
    // Long enough to be looked at only in part; a shorter one is refused before it begins.
    const rows = Array.from({ length: 6000 }, (_, i) => `${phone(i)},${'x'.repeat(400)}`)
    const csv = `phone,note\n${rows.join('\n')}\n"${'x'.repeat(300_000)}`
    const { id } = await start(csv)
    await runImport(app.system, id)
    expect(await getImport(app.operator, id)).toMatchObject({
      state: 'failed',
      problem: 'quote',
      added: 5000,
    })
  })

  test('a header alone has nobody in it', async () => {
    await expect(start('name,phone\n')).rejects.toMatchObject({
      code: 'INVALID_FILE',
      params: { name: 'empty' },
    })
  })

  test('NUL bytes and lone surrogates in cells are no reason to lose anybody', async () => {
    const rest = `${'x'.repeat(70_000)}\n`
    const done = await take(`phone,name\n${phone(1)},${rest}${phone(2)},A\0B\ud800\n`)
    expect(done).toMatchObject({ state: 'done', added: 1, refused: 1 })
    expect(await people()).toEqual([{ msisdn: `254${phone(2).slice(1)}`, name: 'AB\ufffd' }])
  })

  test('more than 300 MB are refused while they come in, and nothing of them is kept', {
    timeout: 240_000,
  }, async () => {
    const before = await app.query('select count(*) from blob')
    async function* endless() {
      for (let sent = 0; sent <= MAX_UPLOAD; sent += 8 * 1024 * 1024) yield new Uint8Array(8 * 1024 * 1024)
    }
    const incoming = { content: endless(), bytes: null, fileName: 'x', mediaType: 'text/csv' }
    await expect(keepUpload(app.operator, incoming)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' })
    expect(await app.query('select count(*) from blob')).toEqual(before)
  })

  test("somebody else's file, and a blob that is no upload, are not there", async () => {
    const id = await upload('phone\n0712345678\n')
    const actor = { ...app.operator.actor, userId: 999 } as RootCtx['actor']
    await expect(lookAtTable({ ...app.operator, actor }, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const blob = await writeBlob(app.system, once('secret'), { mediaType: 'x', maxBytes: 100 })
    await expect(lookAtTable(app.operator, blob)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
