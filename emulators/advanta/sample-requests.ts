import { createHash } from 'node:crypto'

/** Requests as the documents show them, for the tests. */
export const account = { apikey: 'advanta-apikey', partnerID: '12345' }
export const order = { ...account, message: 'Hello', shortcode: 'ADVANTA', mobile: '254712345678' }
export const entry = (over: object = {}) => ({ ...order, pass_type: 'plain', clientsmsid: 1234, ...over })
export const HASH = createHash('sha256').update('254712345678').digest('hex')

export const post = (url: string, call: string, body: unknown, signal?: AbortSignal) =>
  fetch(`${url}/api/services/${call}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
    ...(signal && { signal }),
  })

export const query = (values: Record<string, string>) => new URLSearchParams(values).toString()
