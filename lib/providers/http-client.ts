import { Pool } from 'undici'
import { AppError } from '#lib/shared/errors.ts'
import { guardedConnector } from './connector.ts'
import { Exchange, type HttpReply } from './exchange.ts'

export type HttpOptions = {
  /** Origin and, if there is one, the path before all paths; no user, query or fragment. */
  baseUrl: string
  /** Also http, loopback and private addresses. */
  allowPrivateHosts: boolean
  maxConnections: number
  /** From the writing to the last byte of the answer; waiting for a connection may take as long. 30 000 unless told. */
  timeoutMs?: number
  /** More than this is not read; 1 MiB unless told. */
  maxBodyBytes?: number
}

type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Begins with a slash and stands after the base URL's own path; parts that vary are percent-encoded. */
  path: string
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  body?: string
  /** Asked in the tick in which the request is written to a free connection; false keeps it from being written. */
  mayStart?: () => boolean
}

export type HttpClient = {
  /** Never rejects. Nothing is sent again, redirected or sent side by side on one connection. */
  request(request: HttpRequest): Promise<HttpReply>
  /** Waits for what is on its way; what is asked later is `not_sent`. */
  close(): Promise<void>
}

const connectTimeoutMs = 10_000

/**
 * An idle connection that the server closes in the very moment of writing costs an `unknown`, which a person has to
 * judge; a new connection costs a few milliseconds. So idle ones are given up sooner than servers do: after a second,
 * or half a second before the time that the server names.
 */
const keepAlive = { keepAliveTimeout: 1_000, keepAliveTimeoutThreshold: 500, keepAliveMaxTimeout: 10_000 }

/** Some firewalls refuse requests without a user agent, and some servers compress unless told not to. */
const standingHeaders = { 'user-agent': 'longwave', 'accept-encoding': 'identity' }

/**
 * A pool of connections to one provider.
 *
 * Throws AppError INVALID_SETTINGS for `baseUrl` when it is no http(s) URL or carries a user, query or fragment.
 */
export const openHttp = (options: HttpOptions): HttpClient => {
  const { allowPrivateHosts, timeoutMs = 30_000, maxBodyBytes = 1024 * 1024 } = options
  const base = parseBaseUrl(options.baseUrl)
  const prefix = base.pathname.replace(/\/+$/, '')
  const pool = new Pool(base.origin, {
    ...keepAlive,
    connections: options.maxConnections,
    pipelining: 1,
    allowH2: false,
    // The exchange keeps the time of the whole; undici's own clocks would only cut it into pieces.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: guardedConnector({ allowPrivateHosts, timeoutMs: Math.min(timeoutMs, connectTimeoutMs) }),
  })
  const request = ({ method, path, query, headers, body, mayStart = () => true }: HttpRequest) =>
    new Promise<HttpReply>((settle) => {
      pool.dispatch(
        {
          method,
          path: prefix + path + (query ? `?${new URLSearchParams(query)}` : ''),
          headers: { ...standingHeaders, ...headers },
          body: body ?? null,
          idempotent: false,
        },
        new Exchange({ timeoutMs, maxBodyBytes, mayStart, settle }),
      )
    })
  return { request, close: () => pool.close() }
}

const parseBaseUrl = (baseUrl: string): URL => {
  const url = URL.parse(baseUrl)
  const plain = url && !url.username && !url.password && !url.search && !url.hash
  if (!plain || !['http:', 'https:'].includes(url.protocol)) {
    throw new AppError('INVALID_SETTINGS', { field: 'settings.baseUrl', params: { setting: 'baseUrl' } })
  }
  return url
}
