import type { Role } from '#lib/platform/ctx.ts'

export type { Role } from '#lib/platform/ctx.ts'

/** `read` looks, `send` writes messages and stops them, `manage` looks after users, keys, accounts, senders, credits. */
export type Permission = 'read' | 'send' | 'manage'

/** Lowest first; each may do what the one before it may, and more. */
export const roles = ['viewer', 'operator', 'admin'] as const satisfies readonly Role[]

const permissionsOf = {
  viewer: ['read'],
  operator: ['read', 'send'],
  admin: ['read', 'send', 'manage'],
} as const satisfies Record<Role, readonly Permission[]>

/** Whether a role may do this. The button, the page, `route()` and `action()` all ask here. */
export const roleMay = (role: Role, permission: Permission): boolean =>
  (permissionsOf[role] as readonly Permission[]).includes(permission)

/** What a key may be allowed. `*` is everything that its owner's role may do. */
export const keyScopes = ['sms:send', 'sms:read', '*'] as const
export type KeyScope = (typeof keyScopes)[number]

/** Whether a key may do this: its scopes narrow what the role of its owner allows. Every valid key reads. */
export function keyMay(role: Role, scopes: readonly string[], permission: Permission): boolean {
  if (!roleMay(role, permission)) return false
  if (permission === 'read' || scopes.includes('*')) return true
  return permission === 'send' && scopes.includes('sms:send')
}

/** In characters. The upper end only keeps somebody from handing us a book to hash. */
export const passwordLength = { min: 10, max: 200 } as const

// Long enough to pass by length, and among the first that anybody would try.
const guessable = [
  /^(.)\1+$/u,
  /^(pass\s?word|qwertyuiop|letmein|welcome|longwave|admin(istrator)?|iloveyou)[\W\d_]*$/iu,
  /^(0?123456789\d*|9876543210?|1q2w3e4r5t\w*)$/iu,
]

/** Why a password cannot be taken, or null. */
export function passwordProblem(password: string, email: string): 'short' | 'long' | 'guessable' | null {
  const length = [...password].length
  if (length < passwordLength.min) return 'short'
  if (length > passwordLength.max) return 'long'
  const plain = password.toLowerCase()
  const isEmail = plain === email.toLowerCase() || plain === email.toLowerCase().split('@')[0]
  return isEmail || guessable.some((pattern) => pattern.test(password)) ? 'guessable' : null
}

/** For so long after a sign-in with a password that works once, it need not be typed again to choose one's own. */
export const MINUTES_TO_CHOOSE = 15

type Throttle = { free: number; firstDelaySeconds: number; maxDelaySeconds: number }

/**
 * How many failures are forgiven, and what follows. An address is forgiven more, because a whole office may share one.
 * The longest delay is short enough that nobody can lock another person out for a day by guessing badly.
 */
export const throttles = {
  email: { free: 5, firstDelaySeconds: 5, maxDelaySeconds: 900 },
  address: { free: 30, firstDelaySeconds: 5, maxDelaySeconds: 900 },
} as const satisfies Record<string, Throttle>

/** Seconds for which nothing more is tried after this many failures in a row: doubles with each one, up to the limit. */
export function throttleDelay(
  { free, firstDelaySeconds, maxDelaySeconds }: Throttle,
  failures: number,
): number {
  if (failures < free) return 0
  return Math.min(maxDelaySeconds, firstDelaySeconds * 2 ** Math.min(failures - free, 20))
}

/** Days after which an unused session ends, and after which any session does. */
export const sessionDays = { idle: 7, longest: 30 } as const
