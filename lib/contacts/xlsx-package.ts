import { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import type { BlobFile } from '#lib/platform/blob.ts'
import { AppError } from '#lib/shared/errors.ts'
import { fileProblem } from './file-problem.ts'

/** What is unpacked of one workbook, in all. A bomb is met while it unpacks, whatever sizes it claims. */
const MAX_UNPACKED = 100 * 1024 * 1024
/** A workbook has some dozens; an archive of a million empty ones is no workbook. */
const MAX_ENTRIES = 10_000

/** A workbook's parts (ECMA-376 part 2: a zip archive of XML documents), unpacked as they are read. */
export type XlsxPackage = {
  has: (path: string) => boolean
  /** Reads a part as XML; each piece of its text is followed by `next`, which may end the reading by answering true. */
  parse: (path: string, handlers: XmlHandlers, next?: () => boolean) => Promise<void>
  /** The same, handing over after every piece. */
  parseStepwise: (path: string, handlers: XmlHandlers) => AsyncGenerator<void>
}

export type XmlHandlers = {
  /** Names come without their namespace's prefix. */
  open?: (name: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Opens the archive. Throws INVALID_FILE for a password and for what is damaged. */
export async function openPackage(file: BlobFile): Promise<XlsxPackage> {
  const { zip, entries } = await readDirectory(file)
  const budget = { left: MAX_UNPACKED }
  async function* unpack(path: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(path)
    if (!entry) throw fileProblem('damaged')
    const stream = await zip.openReadStreamPromise(entry)
    try {
      for await (const piece of stream as AsyncIterable<Uint8Array>) {
        budget.left -= piece.length
        if (budget.left < 0) throw fileProblem('unpacked')
        yield piece
      }
    } finally {
      stream.destroy()
    }
  }
  async function* parseStepwise(path: string, handlers: XmlHandlers): AsyncGenerator<void> {
    try {
      yield* feed(unpack(path), handlers)
    } catch (error) {
      throw error instanceof AppError ? error : fileProblem('damaged', undefined, error)
    }
  }
  return {
    has: (path) => entries.has(path),
    parseStepwise,
    async parse(path, handlers, next) {
      for await (const _ of parseStepwise(path, handlers)) if (next?.()) return
    },
  }
}

async function readDirectory(file: BlobFile): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  const entries = new Map<string, Entry>()
  try {
    const zip = await fromRandomAccessReaderPromise(new BlobReader(file), file.bytes, { autoClose: false })
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw fileProblem('password')
      if (entries.size >= MAX_ENTRIES) throw fileProblem('damaged')
      entries.set(entry.fileName.replace(/^\/+/, ''), entry)
    }
    return { zip, entries }
  } catch (error) {
    throw error instanceof AppError ? error : fileProblem('damaged', undefined, error)
  }
}

async function* feed(bytes: AsyncIterable<Uint8Array>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false, xmlns: false })
  // Entities of a document type of its own could grow without end; no workbook has one.
  parser.on('doctype', () => {
    throw fileProblem('damaged')
  })
  parser.on('error', (error) => {
    throw error
  })
  const { open, text, close } = handlers
  if (open) parser.on('opentag', (tag) => open(local(tag.name), tag.attributes))
  if (text) parser.on('text', text)
  if (close) parser.on('closetag', (tag) => close(local(tag.name)))
  let decoder: TextDecoder | null = null
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf-16le' : 'utf-8')
    parser.write(decoder.decode(piece, { stream: true }))
    yield
  }
  parser.write(decoder?.decode() ?? '').close()
  yield
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

class BlobReader extends RandomAccessReader {
  private readonly file: BlobFile

  constructor(file: BlobFile) {
    super()
    this.file = file
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.file.read(start, end), { objectMode: false })
  }
}
