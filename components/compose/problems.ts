import type { ActionError, Failure } from './compose-types.ts'

/** Where on the page something is wrong. */
export type Place = 'numbers' | 'text' | 'values' | 'sender' | 'time' | 'review'

const placeOfField: Record<string, Place> = {
  numbers: 'numbers',
  recipients: 'numbers',
  source: 'numbers',
  exclude: 'numbers',
  contactGroupId: 'numbers',
  text: 'text',
  content: 'text',
  values: 'values',
  variables: 'values',
  sender: 'sender',
  accountId: 'sender',
  scheduledAt: 'time',
  scheduledTime: 'time',
  timeZone: 'time',
}

const placeOfCode: Partial<Record<ActionError['code'], Place>> = {
  NO_VALID_NUMBERS: 'numbers',
  UNKNOWN_GROUP: 'numbers',
  INVALID_FILE: 'numbers',
  NOT_FOUND: 'numbers',
  NO_PRICE: 'numbers',
  PAYLOAD_TOO_LARGE: 'numbers',
  EMPTY_CONTENT: 'text',
  CONTENT_TOO_LONG: 'text',
  CONTENT_NOT_SUPPORTED: 'text',
  MISSING_VARIABLES: 'values',
  UNKNOWN_SENDER: 'sender',
  SENDER_NOT_APPROVED: 'sender',
  AMBIGUOUS_SENDER: 'sender',
  UNKNOWN_ACCOUNT: 'sender',
  INVALID_SCHEDULE: 'time',
}

/** The place that a refusal belongs to; what belongs to none stands where the button is. */
export function placeOf(error: ActionError): Place {
  const field = error.field?.split(/[.[]/, 1)[0] ?? ''
  return placeOfField[field] ?? placeOfCode[error.code] ?? 'review'
}

/** The sentence of a failure if it belongs to this place. */
export const sentenceAt = (place: Place, failure: Failure | null): string | undefined =>
  failure && failure !== 'no-answer' && placeOf(failure) === place ? failure.message : undefined

export const isSignedOut = (failure: Failure | null): boolean =>
  failure !== null && failure !== 'no-answer' && failure.code === 'UNAUTHORIZED'

/** The reason that takes most people out. */
export const mainReason = (reasons: Record<string, number>): string | undefined =>
  Object.entries(reasons).sort(([, a], [, b]) => b - a)[0]?.[0]
