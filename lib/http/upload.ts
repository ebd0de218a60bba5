import { piecesOf } from './read-body.ts'

export type Incoming = {
  content: AsyncIterable<Uint8Array>
  /** As the sender says, if they do. */
  bytes: number | null
  fileName: string
  mediaType: string
}

/**
 * The file that is the body of a request: its name stands in `x-file-name`, percent-encoded. How long it may be is the
 * reader's to say.
 */
export function uploadOf(request: Request): Incoming {
  const length = request.headers.get('content-length')
  return {
    content: piecesOf(request, Number.POSITIVE_INFINITY),
    bytes: length === null ? null : Number(length),
    fileName: decode(request.headers.get('x-file-name') ?? ''),
    mediaType: request.headers.get('content-type') ?? 'application/octet-stream',
  }
}

/** A name that is not encoded as it should be is still a name. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
