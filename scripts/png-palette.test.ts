import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { toPalette } from './png-palette.ts'

/** Two rows of two pixels: the first as it is, the second as its difference from the first. */
function picture(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(2, 0)
  header.writeUInt32BE(2, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.from([0, 10, 20, 30, 255, 255, 255, 2, 0, 0, 0, 0, 0, 0])
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('every pixel of a picture with few colours keeps its colour', () => {
  const small = toPalette(picture())
  expect([small[24], small[25]], 'eight bits, a palette').toEqual([8, 3])
  const colours = small.subarray(small.indexOf('PLTE') + 4)
  const at = small.indexOf('IDAT')
  const rows = inflateSync(small.subarray(at + 4, at + 4 + small.readUInt32BE(at - 4)))
  const pixel = (index: number | undefined) => [...colours.subarray((index ?? 0) * 3, (index ?? 0) * 3 + 3)]
  expect([rows[1], rows[2], rows[4], rows[5]].map(pixel)).toEqual([
    [10, 20, 30],
    [255, 255, 255],
    [10, 20, 30],
    [255, 255, 255],
  ])
})
