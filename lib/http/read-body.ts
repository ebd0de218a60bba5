import { AppError } from '#lib/shared/errors.ts'
import { checkJson } from './check-json.ts'

/** What a JSON body may measure where a route does not say otherwise. */
export const defaultBodyBytes = 1024 * 1024

/**
 * Reads the bytes of a JSON body as a value. An empty one is an empty object, so that what is missing is named. Throws
 * INVALID_JSON, and INVALID_REQUEST for what is JSON and yet cannot be meant. `isFlat`: there is no object in it and no list
 * in a list, so that names and levels need no look, which for two million numbers takes as long as all the rest.
 */
export function parseJson(bytes: Uint8Array, { isFlat = false } = {}): unknown {
  if (bytes.length === 0) return {}
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const value: unknown = text.trim() === '' ? {} : JSON.parse(text)
    if (!isFlat) checkJson(text)
    // Only a text with such an escape can hold what PostgreSQL refuses, so others are spared the walk.
    if (/\\u(0000|d[89a-f])/i.test(text)) refuseUnstorable(value)
    return value
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('INVALID_JSON', { cause: error })
  }
}

/** Reads a body as text, for bodies whose form is somebody else's. Throws PAYLOAD_TOO_LARGE. */
export const readText = async (request: Request, maxBytes: number): Promise<string> =>
  new TextDecoder().decode(await readBytes(request, maxBytes))

/** Reads a body as a whole, whatever its content type says. Throws as `piecesOf`. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of piecesOf(request, maxBytes)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/**
 * A body piece by piece, unpacked if it came with `Content-Encoding: gzip`. Throws PAYLOAD_TOO_LARGE as soon as more than
 * `maxBytes` have come, INVALID_REQUEST for another encoding or a broken one, or UNAVAILABLE when the caller went away in
 * the middle.
 */
export async function* piecesOf(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  const tooLarge = () => new AppError('PAYLOAD_TOO_LARGE', { params: { limit: readableSize(maxBytes) } })
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge()
  const packed = isPacked(request)
  const body = packed ? request.body?.pipeThrough(new DecompressionStream('gzip')) : request.body
  if (!body) return
  let size = 0
  try {
    // A body that is cancelled takes its connection along, and the answer with it.
    for await (const piece of body.values({ preventCancel: true })) {
      size += piece.length
      if (size > maxBytes) throw tooLarge()
      yield piece
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw packed ? wrongEncoding('form', error) : new AppError('UNAVAILABLE', { cause: error })
  }
}

function isPacked({ headers }: Request): boolean {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  if (encoding !== 'gzip' && encoding !== 'identity') throw wrongEncoding('option')
  return encoding === 'gzip'
}

const wrongEncoding = (problem: 'form' | 'option', cause?: unknown) =>
  new AppError('INVALID_REQUEST', { field: 'Content-Encoding', params: { problem, options: 'gzip' }, cause })

const readableSize = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${Math.floor(bytes / 1024)} kB`

/** Whether PostgreSQL can keep this text: no character 0, no half of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** Throws INVALID_REQUEST naming the first text, however deep, that could not be kept. */
export function refuseUnstorable(value: unknown): void {
  // A list to work through instead of recursion: depth comes from the caller.
  const open: [unknown, string][] = [[value, '']]
  for (let item = open.pop(); item; item = open.pop()) {
    const [now, field] = item
    if (typeof now === 'string' && !isStorable(now)) {
      throw new AppError('INVALID_REQUEST', { ...(field && { field }), params: { problem: 'characters' } })
    }
    if (typeof now !== 'object' || now === null) continue
    for (const [name, inner] of Object.entries(now)) {
      if (!isStorable(name)) throw new AppError('INVALID_REQUEST', { params: { problem: 'characters' } })
      const step = Array.isArray(now) ? `[${name}]` : `${field && '.'}${name}`
      open.push([inner, `${field}${step}`])
    }
  }
}
