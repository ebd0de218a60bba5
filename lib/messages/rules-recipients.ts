import { NO_RECEIPT, type RecipientState, type RecipientStatus, recipientStates } from './rules.ts'

/** How the people of a message are told apart on the screen. */

/**
 * What a row counts as: its state, with the accepted of whom nothing more will be heard apart. The number of a kind is
 * its place in this list, which for a state is the state's own number.
 */
const recipientKinds = [...recipientStates, 'no_receipt'] as const
export type RecipientKind = (typeof recipientKinds)[number]

export const kindNumber = (kind: RecipientKind): number => recipientKinds.indexOf(kind)

export const kindOf = (state: RecipientState, reason: string | null): RecipientKind =>
  state === 'accepted' && reason === NO_RECEIPT ? 'no_receipt' : state

/** Five numbers that add up to all the people of a message. */
export const recipientGroups = ['delivered', 'not_reached', 'on_the_way', 'doubtful', 'left_out'] as const
export type RecipientGroup = (typeof recipientGroups)[number]

/** Left out are those for whom nothing left, so that nothing was charged; not reached are those for whom something did. */
const kindsOfGroup = {
  delivered: ['delivered'],
  not_reached: ['undelivered', 'expired'],
  on_the_way: ['queued', 'accepted'],
  doubtful: ['unknown', 'no_receipt'],
  left_out: ['rejected', 'blocked', 'cancelled'],
} as const satisfies Record<RecipientGroup, readonly RecipientKind[]>

export const groupOfKind = (kind: RecipientKind): RecipientGroup =>
  recipientGroups.find((group) =>
    (kindsOfGroup[group] as readonly RecipientKind[]).includes(kind),
  ) as RecipientGroup

type Counted = { counts: Record<RecipientState, number>; noReceipt: number }

/** People per kind. */
export const countKinds = ({ counts, noReceipt }: Counted): Record<RecipientKind, number> => ({
  ...counts,
  accepted: counts.accepted - noReceipt,
  no_receipt: noReceipt,
})

export function countGroups(message: Counted): Record<RecipientGroup, number> {
  const kinds = countKinds(message)
  const sum = (group: RecipientGroup) => kindsOfGroup[group].reduce((n, kind) => n + kinds[kind], 0)
  return Object.fromEntries(recipientGroups.map((group) => [group, sum(group)])) as Record<
    RecipientGroup,
    number
  >
}

/** Everybody of a message but those who are left out: of whom it is said how many got it, and how far it is. */
export const countTexted = (message: Counted & { total: number }): number =>
  message.total - countGroups(message).left_out

/** Which share of those who are texted got it, rounded down to tenths of a percent, so that 100 % means everybody. */
export const shareDelivered = (delivered: number, texted: number): number =>
  texted === 0 ? 0 : Math.floor((delivered * 1000) / texted) / 1000

const kindsOfStatus = {
  pending: ['queued', 'accepted', 'cancelled'],
  success: ['delivered'],
  failed: ['undelivered'],
  invalid: ['rejected'],
  blocked: ['blocked'],
  expired: ['expired'],
  timeout: ['unknown', 'no_receipt'],
} as const satisfies Record<RecipientStatus, readonly RecipientKind[]>

/** What a filter of the API or of a screen lets through; null when it lets everybody through. */
export function kindsOf(filter: {
  status?: RecipientStatus | undefined
  state?: RecipientState | undefined
  group?: RecipientGroup | undefined
}): readonly RecipientKind[] | null {
  const lists: (readonly RecipientKind[])[] = []
  if (filter.status) lists.push(kindsOfStatus[filter.status])
  if (filter.state) lists.push(filter.state === 'accepted' ? ['accepted', 'no_receipt'] : [filter.state])
  if (filter.group) lists.push(kindsOfGroup[filter.group])
  if (lists.length === 0) return null
  return recipientKinds.filter((kind) => lists.every((list) => list.includes(kind)))
}

/** Who did not get it for certain, and can be sent to again by a new message. */
export const resendKinds = ['undelivered', 'expired', 'rejected'] as const satisfies readonly RecipientKind[]

/** Those too of whom nobody knows: sending to them again is a person's decision, because they may get it twice. */
export const resendableKinds = [...resendKinds, 'unknown'] as const
export type ResendKind = (typeof resendableKinds)[number]

/** Why somebody gets no message although they are on the list. */
export const leftOutReasons = [
  'INVALID_NUMBER',
  'SPREADSHEET_NUMBER',
  'LANDLINE',
  'COUNTRY_NOT_SERVED',
  'COUNTRY_NOT_ALLOWED',
  'HASH_NOT_SERVED',
  'NO_PRICE',
  'MISSING_VARIABLE',
  'TEXT_TOO_LONG',
  'TEXT_NOT_SUPPORTED',
  'TEXT_HAS_PLACEHOLDER',
  'SUPPRESSED',
] as const
export type LeftOutReason = (typeof leftOutReasons)[number]

/** States in which a row says why. */
export const statesWithReasons = [
  'undelivered',
  'expired',
  'rejected',
  'blocked',
  'cancelled',
  'unknown',
] as const satisfies readonly RecipientState[]
