export type Incoming = {
  content: AsyncIterable<Uint8Array>
  /** As the sender says, if they do. */
  bytes: number | null
  fileName: string
  mediaType: string
}

/** The file that is the body of a request: its name stands in `x-file-name`, percent-encoded. */
export function uploadOf(request: Request): Incoming {
  const length = request.headers.get('content-length')
  return {
    content: (request.body ?? nothing()) as AsyncIterable<Uint8Array>,
    bytes: length === null ? null : Number(length),
    fileName: decode(request.headers.get('x-file-name') ?? ''),
    mediaType: request.headers.get('content-type') ?? 'application/octet-stream',
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** A name that is not encoded as it should be is still a name. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
