import { crc32, deflateSync, inflateSync } from 'node:zlib'

/**
 * A PNG of a screen with at most 256 colours, a third of its size or less. Takes what Chromium writes: eight bits a
 * channel, three or four channels, not interlaced. The most frequent colours are kept and every other becomes the nearest
 * of them, which on screens of text and lines nobody sees.
 */
export function toPalette(png: Buffer): Buffer {
  const { width, height, channels, data } = readPng(png)
  const pixels = unfilter(data, { width, height, channels })
  const palette = frequentColours(pixels, channels)
  const near = new Map<number, number>()
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0, at = 0, out = 0; y < height; y++) {
    rows[out++] = 0
    for (let x = 0; x < width; x++, at += channels) {
      const colour = colourAt(pixels, at)
      const index = near.get(colour) ?? nearest(palette, colour)
      near.set(colour, index)
      rows[out++] = index
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const MOST_COLOURS = 256

const colourAt = (pixels: Buffer, at: number): number =>
  ((pixels[at] as number) << 16) | ((pixels[at + 1] as number) << 8) | (pixels[at + 2] as number)

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

type Shape = { width: number; height: number; channels: number }

function readPng(png: Buffer): Shape & { data: Buffer } {
  const parts: Buffer[] = []
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const [depth, kind, interlaced] = [png[24], png[25], png[28]]
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0)
    throw new Error('This PNG is not of the kind that Chromium writes.')
  const channels = kind === 6 ? 4 : 3
  return {
    width: png.readUInt32BE(16),
    height: png.readUInt32BE(20),
    channels,
    data: inflateSync(Buffer.concat(parts)),
  }
}

/** Undoes the filters of the rows (PNG specification, section 9). */
function unfilter(data: Buffer, { width, height, channels }: Shape): Buffer {
  const stride = width * channels
  const pixels = Buffer.alloc(height * stride)
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < channels ? 0 : (pixels[at - channels] as number)
      const up = y === 0 ? 0 : (pixels[at - stride] as number)
      const corner = x < channels || y === 0 ? 0 : (pixels[at - stride - channels] as number)
      pixels[at] = (data[y * (stride + 1) + 1 + x] as number) + predicted(filter, left, up, corner)
    }
  }
  return pixels
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function frequentColours(pixels: Buffer, channels: number): number[] {
  const counts = new Map<number, number>()
  for (let at = 0; at < pixels.length; at += channels) {
    const colour = colourAt(pixels, at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_COLOURS)
    .map(([colour]) => colour)
}

function nearest(palette: readonly number[], colour: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (const [i, other] of palette.entries()) {
    const [r, g, b] = [16, 8, 0].map((bits) => ((colour >> bits) & 255) - ((other >> bits) & 255))
    const distance = (r as number) ** 2 + (g as number) ** 2 + (b as number) ** 2
    if (distance >= least) continue
    ;[best, least] = [i, distance]
  }
  return best
}
