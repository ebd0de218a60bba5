import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { parseJson, readBytes } from './read-body.ts'

const readJson = async (from: Request, maxBytes: number) => parseJson(await readBytes(from, maxBytes))

const request = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://x.example/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'read',
    (error: { code?: string }) => error.code,
  )

function endless(piece: Uint8Array) {
  let pulled = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled++
      controller.enqueue(piece)
    },
  })
  return { body, pulled: () => pulled }
}

describe('a JSON body', () => {
  test('is read whatever its content type says', async () => {
    expect(await readJson(request('{"a":1}', { 'content-type': 'text/plain' }), 100)).toEqual({ a: 1 })
  })

  test.each(['', '  \n'])('that is empty (%j) is an empty object', async (body) => {
    expect(await readJson(request(body), 100)).toEqual({})
  })

  test.each(['{"a":', '{a:1}', 'undefined', '{"a":1}}', "{'a':1}", '{"a":01}'])(
    '%s is INVALID_JSON',
    async (body) => {
      expect(await code(readJson(request(body), 100))).toBe('INVALID_JSON')
    },
  )

  test('that is not UTF-8 is INVALID_JSON', async () => {
    expect(await code(readJson(request(new Uint8Array([0x22, 0xff, 0x22])), 100))).toBe('INVALID_JSON')
  })

  test('that says it is too long is refused unread', async () => {
    const { body, pulled } = endless(new Uint8Array(10))
    expect(await code(readJson(request(body, { 'content-length': '101' }), 100))).toBe('PAYLOAD_TOO_LARGE')
    expect(pulled()).toBeLessThan(3)
  })

  test('without end is refused as soon as it is too long', async () => {
    const { body, pulled } = endless(new Uint8Array(1024).fill(0x20))
    expect(await code(readJson(request(body), 10 * 1024))).toBe('PAYLOAD_TOO_LARGE')
    expect(pulled()).toBeLessThan(20)
  })

  test('that is refused in the middle keeps its connection, so that the refusal is heard', async () => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1024)),
      cancel: () => {
        cancelled = true
      },
    })
    expect(await code(readJson(request(body), 10 * 1024))).toBe('PAYLOAD_TOO_LARGE')
    expect(cancelled).toBe(false)
  })

  test('whose sender goes away is no fault of ours', async () => {
    const body = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error('aborted')) })
    expect(await code(readJson(request(body), 100))).toBe('UNAVAILABLE')
  })

  test('packed with gzip is unpacked, and measured as what it unpacks to', async () => {
    const packed = (text: string) => request(gzipSync(text), { 'content-encoding': 'gzip' })
    expect(await readJson(packed('{"a":1}'), 100)).toEqual({ a: 1 })
    expect(await code(readJson(packed(' '.repeat(10_000_000)), 100_000))).toBe('PAYLOAD_TOO_LARGE')
  })

  test.each([
    ['br', '{"a":1}'],
    ['gzip', '{"a":1}'],
    ['gzip, gzip', '{"a":1}'],
  ])('that says %s and is not gzip is refused at that header', async (encoding, body) => {
    await expect(readJson(request(body, { 'content-encoding': encoding }), 100)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      field: 'Content-Encoding',
    })
  })

  test('nested a hundred thousand deep neither crashes nor hangs', async () => {
    const deep = `${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}`
    expect(await code(readJson(request(deep), 1_000_000))).toMatch(/INVALID_/)
  })
})

describe('text that PostgreSQL cannot keep', () => {
  test.each([
    ['{"a":["x",{"b":"\\u0000"}]}', 'a[1].b'],
    ['{"a":"\\ud83d"}', 'a'],
    ['{"a":"\\uDC00x"}', 'a'],
  ])('%s is refused at its field', async (body, field) => {
    await expect(readJson(request(body), 100)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field })
  })

  test.each(['{"a":"\\ud83c\\udf0a"}', '{"a":"\\\\u0000"}'])('%s is not such a text', async (body) => {
    expect(await code(readJson(request(body), 100))).toBe('read')
  })
})
