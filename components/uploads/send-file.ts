import { ApiError } from '#components/api-client.ts'

type Options = { onProgress: (sent: number) => void; signal: AbortSignal }

/**
 * Hands a large file in and answers its upload's id. By XMLHttpRequest, because `fetch` does not say how much has gone.
 * Throws ApiError; the signal's reason when it was called off.
 */
export function sendFile(file: File, { onProgress, signal }: Options): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const fail = () => reject(new ApiError('NO_ANSWER', '', 0))
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded))
    request.addEventListener('error', fail)
    request.addEventListener('load', () => {
      const { id, code = 'INTERNAL_ERROR', error = '' } = parsed(request.responseText)
      if (request.status < 400 && id) resolve(id)
      else reject(new ApiError(code, error, request.status))
    })
    signal.addEventListener('abort', () => {
      request.abort()
      reject(signal.reason)
    })
    request.open('POST', '/api/v2/uploads')
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.send(file)
  })
}

function parsed(text: string): { id?: string; code?: string; error?: string } {
  try {
    return JSON.parse(text) as { id?: string }
  } catch {
    return {}
  }
}
