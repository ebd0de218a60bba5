import { z } from 'zod'
import { isTimeZone } from '#lib/shared/wall-time.ts'
import { keyScopes, roles } from './rules.ts'

/** An e-mail address as it is compared and kept: without spaces around it, in small letters. */
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email())

/** A language such as `th`, and an IANA name; null leaves the zone to the device. */
export const ownChoices = z.object({
  locale: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional(),
  timeZone: z.string().max(60).refine(isTimeZone).nullable().optional(),
})

export const newUser = z.object({
  email,
  /** Shown to the others; the part before the @ unless given. */
  name: z.string().trim().max(100).optional(),
  role: z.enum(roles),
  /** Without one, a one-time password is made, which must be changed at the first sign-in. */
  password: z.string().optional(),
})
export type NewUser = z.input<typeof newUser>

export const newKey = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  /** Whose key it is, by e-mail address. Default: of whoever makes it. */
  owner: email.optional(),
  /** Addresses and CIDR blocks from which it may be used; none means from everywhere. */
  allowedAddresses: z.array(z.string().trim().max(50)).max(50).default([]),
  /** Requests a second; without one the usual rate. */
  ratePerSecond: z.int().min(1).max(10_000).nullable().default(null),
})
export type NewKey = z.input<typeof newKey>

/** A person as the others see them. */
const userView = z.object({
  id: z.int(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  active: z.boolean(),
  mustChangePassword: z.boolean(),
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
  createdAt: z.string(),
})
export type UserView = z.output<typeof userView>

/** A key without what makes it work: that is shown once, when it is made. */
const keyView = z.object({
  id: z.int(),
  userId: z.int(),
  name: z.string(),
  /** The beginning, to tell keys apart by: `lw_1a2b3c4d`. */
  start: z.string(),
  scopes: z.array(z.string()),
  allowedAddresses: z.array(z.string()),
  ratePerSecond: z.int().nullable(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  createdAt: z.string(),
})
export type KeyView = z.output<typeof keyView>

type WithDates<T, K extends keyof T> = Omit<T, K> & { [name in K]: null extends T[name] ? Date | null : Date }

export const toUserView = (row: WithDates<UserView, 'createdAt'>): UserView =>
  userView.parse({ ...row, createdAt: row.createdAt.toISOString() })

type KeyDates = 'expiresAt' | 'lastUsedAt' | 'revokedAt' | 'createdAt'

export const toKeyView = (row: WithDates<Omit<KeyView, 'start'>, KeyDates> & { prefix: string }): KeyView =>
  keyView.parse({
    ...row,
    start: `lw_${row.prefix}`,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  })

/** A line of the audit log. */
export const auditView = z.object({
  id: z.string(),
  at: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  /** The person's name; null when the machine did it by itself. */
  user: z.string().nullable(),
  /** The API key through which it was asked. */
  key: z.string().nullable(),
  ip: z.string().nullable(),
})
export type AuditView = z.output<typeof auditView>
