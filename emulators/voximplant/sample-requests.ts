import { createPrivateKey, sign } from 'node:crypto'
import type { Credentials } from './settings.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token as the guide describes it, with other claims and header fields to try. */
export function signToken(credentials: Credentials, claims: object = {}, header: object = {}): string {
  const now = Math.floor(Date.now() / 1000)
  const head = encode({ typ: 'JWT', alg: 'RS256', kid: credentials.key_id, ...header })
  const body = encode({ iss: credentials.account_id, iat: now, exp: now + 600, ...claims })
  const signed = sign('sha256', Buffer.from(`${head}.${body}`), createPrivateKey(credentials.private_key))
  return `${head}.${body}.${signed.toString('base64url')}`
}

export const bearer = (...token: Parameters<typeof signToken>) => `Bearer ${signToken(...token)}`

export type Call = { method: string; parameters?: Record<string, string>; style?: 'form' | 'query' | 'cmd' }

/** Calls a method in one of the three ways that the documents and clients use. */
export function call(
  url: string,
  credentials: Credentials,
  { method, parameters = {}, style = 'form' }: Call,
  signal?: AbortSignal,
) {
  const given = new URLSearchParams(style === 'cmd' ? { cmd: method, ...parameters } : parameters)
  const query = style === 'query' ? `?${given}` : ''
  const path = style === 'cmd' ? '' : `/${method}${query}`
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      Authorization: bearer(credentials),
      ...(style === 'query' && { 'Content-Type': 'application/json' }),
    },
    body: style === 'query' ? '{}' : given,
    redirect: 'manual',
    ...(signal && { signal }),
  })
}

export const SMS = { source: '447443332211', destination: '447443332212', sms_body: 'Test message' }
export const MASS = { src_number: 'LONGWAVE', dst_numbers: '447443332212;447443332213', text: 'Hello' }
