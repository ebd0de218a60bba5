import pg from 'pg'
import { expect, test } from 'vitest'
import { product } from '#test/product.ts'
import { BlobTooLarge, readBlob, writeBlob } from './blob.ts'

const app = product(() => 'http://127.0.0.1:9')
const options = { mediaType: '', maxBytes: 1e9 }

function* parts(count: number, bytes: number): Generator<Uint8Array> {
  for (let i = 0; i < count; i++) yield Buffer.alloc(bytes, i % 251)
}

const left = () => app.query('select (select count(*) from blob) + (select count(*) from blob_piece) as left')

test('bytes come back as they were written, whatever the parts they came in', async () => {
  for (const [count, bytes] of [
    [0, 1],
    [3, 1],
    [700, 1000],
    [5, 300_000],
  ] as const) {
    for (const pool of [undefined, app.operator.pool]) {
      const id = await writeBlob(app.operator, parts(count, bytes), { ...options, ...(pool && { pool }) })
      const meter = { read: 0, total: 0 }
      const pieces: Uint8Array[] = []
      for await (const piece of readBlob(app.operator, id, meter)) pieces.push(piece)
      expect(Buffer.concat(pieces).equals(Buffer.concat([...parts(count, bytes)]))).toBe(true)
      expect(meter).toEqual({ read: count * bytes, total: count * bytes })
    }
  }
})

test('nothing is kept of what broke, was too long or could not be written', async () => {
  const before = await left()
  const closed = new pg.Pool()
  await closed.end()
  async function* broken() {
    yield* parts(3, 300_000)
    throw new Error('gone')
  }
  await expect(writeBlob(app.operator, broken(), options)).rejects.toThrow('gone')
  await expect(
    writeBlob(app.operator, parts(9, 300_000), { ...options, maxBytes: 2_000_000 }),
  ).rejects.toThrow(BlobTooLarge)
  for (const count of [1, 2, 9])
    await expect(
      writeBlob(app.operator, parts(count, 300_000), { ...options, pool: closed }),
    ).rejects.toThrow('after calling end')
  expect(await left()).toEqual(before)
})
