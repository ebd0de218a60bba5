import type { z } from 'zod'
import { noteServerTime } from './server-clock.ts'

/** A request that was refused or did not come back. `message` is a sentence in the reader's language, empty without an answer. */
export class ApiError extends Error {
  override name = 'ApiError'
  /** In capitals, as the API gives it; NO_ANSWER when there was none. */
  readonly code: string
  /** HTTP status; 0 without an answer. */
  readonly status: number

  constructor(code: string, message: string, status: number) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** Whether asking again would bring the same answer. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429

/** Twice more where that may help; for the `retry` of queries. */
export const retryRead = (failures: number, error: Error): boolean => !isRefusal(error) && failures < 2

/**
 * Reads from the API with the session's cookie: the only place where the browser fetches. What comes is parsed with the
 * view that the server answers with; that is loaded beside the answer, so that no screen has to carry the parser before
 * it can be used. Throws ApiError.
 */
export async function readApi<T>(
  path: `/${string}`,
  loadView: () => Promise<z.ZodType<T>>,
  signal?: AbortSignal,
): Promise<T> {
  const [body, view] = await Promise.all([ask(path, signal), loadView()])
  return view.parse(body)
}

/** Hands a file in; its name travels beside its bytes. Throws ApiError. */
export const uploadApi = async (path: `/${string}`, file: File): Promise<void> =>
  void (await answerOf(
    fetch(`/api/v2${path}`, {
      method: 'POST',
      body: file,
      headers: { 'x-file-name': encodeURIComponent(file.name) },
    }),
  ))

/** Asks for something to be done. Throws ApiError. */
export const postApi = (path: `/${string}`): Promise<unknown> =>
  answerOf(fetch(`/api/v2${path}`, { method: 'POST' }))

/** Saves a file that is made for what is asked. Throws ApiError. */
export async function downloadApi(path: `/${string}`, body: object, fileName: string): Promise<void> {
  const response = await fetch(`/api/v2${path}`, { method: 'POST', body: JSON.stringify(body) }).catch(() => {
    throw new ApiError('NO_ANSWER', '', 0)
  })
  if (!response.ok) {
    await answerOf(Promise.resolve(response))
    return
  }
  const url = URL.createObjectURL(await response.blob())
  const link = Object.assign(document.createElement('a'), { href: url, download: fileName })
  link.click()
  URL.revokeObjectURL(url)
}

/** Takes something away. Throws ApiError. */
export const removeApi = async (path: `/${string}`): Promise<void> =>
  void (await answerOf(fetch(`/api/v2${path}`, { method: 'DELETE' })))

const ask = (path: string, signal: AbortSignal | undefined): Promise<unknown> =>
  answerOf(fetch(`/api/v2${path}`, { signal, cache: 'no-store' }), signal)

async function answerOf(asked: Promise<Response>, signal?: AbortSignal): Promise<unknown> {
  const response = await asked.catch((error: unknown) => {
    throw signal?.aborted ? error : new ApiError('NO_ANSWER', '', 0)
  })
  noteServerTime(response.headers.get('date'))
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    const { code, error } = { code: 'INTERNAL_ERROR', error: '', ...(body as object | null) }
    throw new ApiError(code, error, response.status)
  }
  return body
}
