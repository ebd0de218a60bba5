/** Requests as the document shows them, for the tests. */
export const SMS = { sender: 'LONGWAVE', content: 'Hello', msisdns: ['66812345678', '0898765432'] }

type How = { key?: string | undefined; type?: string; signal?: AbortSignal }

export const post = (url: string, path: string, body: unknown, how: How = {}) =>
  fetch(`${url}/api/v2${path}`, {
    method: 'POST',
    headers: { 'x-api-key': how.key ?? 'mesms-key', 'Content-Type': how.type ?? 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
    ...(how.signal && { signal: how.signal }),
  })

export const get = (url: string, path: string, key = 'mesms-key') =>
  fetch(`${url}/api/v2${path}`, { headers: { 'x-api-key': key } })
