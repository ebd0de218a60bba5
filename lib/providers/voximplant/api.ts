import { AppError } from '#lib/shared/errors.ts'
import { type Fields, fieldsOf, numberOf, textOf } from '../answer-fields.ts'
import type { Answer, HttpReply } from '../exchange.ts'
import type { HttpClient } from '../http-client.ts'
import { jsonOrThrow, notUnderstood, providerError } from '../outcomes.ts'
import { readJson } from '../read-json.ts'
import { isAboutCredentials, isAboutToken } from './codes.ts'
import type { Tokens } from './tokens.ts'

export type Parameters = Readonly<Record<string, string>>
export type ApiError = { code: number; message: string }

/** The answer to a question, with the time at which it was given by the server's clock, if it says so. */
export type Told = { fields: Fields; serverTime: Date | null }

/** Calls of Voximplant's Management API. */
export class Api {
  private readonly http: HttpClient
  private readonly tokens: Tokens
  private readonly inQuery: boolean

  constructor(http: HttpClient, tokens: Tokens, parameters: 'form' | 'query') {
    this.http = http
    this.tokens = tokens
    this.inQuery = parameters === 'query'
  }

  /**
   * One call; a second one only where the token was refused, and with it surely everything else. Never rejects.
   */
  async call(method: string, parameters: Parameters, mayStart?: () => boolean): Promise<HttpReply> {
    const token = this.tokens.current()
    const reply = await this.write(method, parameters, token, mayStart)
    if (!refusesToken(reply)) return reply
    return this.write(method, parameters, this.tokens.renew(token, serverTime(reply)), mayStart)
  }

  /**
   * Asks anything but a send. Throws AppError INVALID_SETTINGS when the account is not known or may not ask this (params
   * `code`), PROVIDER_UNAVAILABLE for every other error and for what is no answer.
   */
  async ask(method: string, parameters: Parameters): Promise<Told> {
    const reply = await this.call(method, parameters)
    const error = reply.kind === 'answer' ? errorIn(readJson(reply.body)) : null
    if (error && isAboutCredentials(error.code)) {
      throw new AppError('INVALID_SETTINGS', {
        field: 'secrets',
        params: { problem: `code ${error.code} to ${method}`, code: error.code },
      })
    }
    if (error) {
      throw providerError(`code ${error.code} to ${method}`)
    }
    const fields = fieldsOf(jsonOrThrow(reply))
    if (!fields || reply.kind !== 'answer') throw notUnderstood(200)
    return { fields, serverTime: serverTime(reply) }
  }

  private write(method: string, parameters: Parameters, token: string, mayStart?: () => boolean) {
    const authorization = `Bearer ${token}`
    const may = mayStart && { mayStart }
    if (this.inQuery) {
      const headers = { authorization, 'content-type': 'application/json' }
      return this.http.request({
        method: 'POST',
        path: `/${method}`,
        query: parameters,
        headers,
        body: '{}',
        ...may,
      })
    }
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams(parameters).toString()
    return this.http.request({ method: 'POST', path: `/${method}`, headers, body, ...may })
  }
}

/**
 * The error in an answer: under `error`, in a list under `errors`, or the answer itself. Null where there is none that
 * has a code, or where a result stands beside it.
 */
export const errorIn = (json: unknown): ApiError | null => {
  const fields = fieldsOf(json)
  if (!fields || fields.result !== undefined) return null
  const errors: unknown = fields.error ?? fields.errors ?? fields
  const error = fieldsOf(Array.isArray(errors) ? errors[0] : errors)
  const code = numberOf(error?.code)
  return error && code !== null ? { code, message: textOf(error.msg) } : null
}

const refusesToken = (reply: HttpReply): reply is Answer => {
  if (reply.kind !== 'answer' || reply.status >= 500) return false
  const error = errorIn(readJson(reply.body))
  return error !== null && isAboutToken(error.code)
}

const serverTime = ({ headers }: Answer): Date | null => {
  const time = Date.parse(String(headers.date ?? ''))
  return Number.isNaN(time) ? null : new Date(time)
}

/** A number as the product writes it; SenderIDs of letters stay as they are. */
export const withoutPlus = (number: string): string => number.replace(/^\+(?=\d+$)/, '')
