import { resolve } from 'node:path'
import { z } from 'zod'
import { isAddressOrBlock } from './networks.ts'
import { StartError } from './start-error.ts'

const fromText = <T extends z.ZodType>(schema: T) =>
  // Compose files and shells hand over `PORT=` for "not set".
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema)

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''))

/** Everything the product reads from its environment. All of it is optional; `.env.example` explains each key. */
const schema = z.object({
  PORT: fromText(
    z.coerce
      .number({ error: 'must be a number' })
      .int('must be a whole number')
      .min(1, 'must be between 1 and 65535')
      .max(65_535, 'must be between 1 and 65535')
      .default(3000),
  ),
  HOST: fromText(z.string().trim().default('127.0.0.1')),
  DATABASE_URL: fromText(
    z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be an address that starts with postgresql://' })
      .optional(),
  ),
  DATA_DIR: fromText(
    z
      .string()
      .default('.data')
      .transform((path) => resolve(path)),
  ),
  PUBLIC_URL: fromText(httpUrl.optional()),
  TRUSTED_PROXIES: fromText(
    z
      .string()
      .default('127.0.0.0/8, ::1')
      .transform((text) => text.split(',').map((entry) => entry.trim()))
      .refine((all) => all.every(isAddressOrBlock), 'must be addresses or blocks such as 10.0.0.0/8'),
  ),
  AUTH_SECRET: fromText(z.string().min(32, 'must have at least 32 characters').optional()),
  ENCRYPTION_KEY: fromText(
    z
      .string()
      .refine((key) => decodeKey(key) !== null, 'must be 32 bytes, as 64 hex digits or as base64')
      .optional(),
  ),
  ADMIN_EMAIL: fromText(z.string().trim().optional()),
  ROLE: fromText(z.enum(['all', 'web', 'worker'], { error: 'must be all, web or worker' }).default('all')),
  LOG_LEVEL: fromText(
    z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], {
        error: 'must be debug, info, warn, error or silent',
      })
      .default('info'),
  ),
  REHEARSAL: fromText(z.enum(['on', 'off'], { error: 'must be on or off' }).default('on')),
  REHEARSAL_URL: fromText(httpUrl.optional()),
})

/** The keys of the environment, in the order of `.env.example`. */
export const envKeys = Object.keys(schema.shape) as readonly (keyof typeof schema.shape)[]

export type Env = Omit<z.output<typeof schema>, 'PUBLIC_URL'> & {
  /** Base of sign-in and callback links, without a trailing slash. */
  PUBLIC_URL: string
}

/** A setting that cannot be used. The message is a sentence for the person who starts the program. */
export class EnvError extends StartError {
  override name = 'EnvError'
}

/** Parses the environment. Throws `EnvError` naming every setting that is wrong. Relative paths start at the working directory. */
export function parseEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = schema.safeParse(source)
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'),
    )
  }
  const env = parsed.data
  return { ...env, PUBLIC_URL: env.PUBLIC_URL ?? `http://${linkHost(env.HOST)}:${env.PORT}` }
}

/** The host under which this machine reaches what listens on `host`: "every address" is not an address to call. */
export function linkHost(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** 32 bytes from 64 hex digits or from base64, or null. */
export function decodeKey(text: string): Uint8Array | null {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  return bytes.length === 32 ? bytes : null
}

/** next-auth takes the address under which it is reached from nowhere but this variable. */
export function tellNextAuth(publicUrl: string): void {
  process.env.NEXTAUTH_URL = new URL(publicUrl).origin
}
