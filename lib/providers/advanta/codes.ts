/** What a code of the gateway says about a send (developers.advantasms.com, "Error codes", and its resellers' pages). */
export type Verdict =
  | { kind: 'accepted' }
  /** `forAll`: what one recipient hears is true of all, e.g. that the credit is used up. */
  | { kind: 'refused'; code: string; about: 'recipient' | 'message' | 'account'; forAll?: true }
  /** Not taken, and the gateway says when to come again. */
  | { kind: 'later'; code: string; afterMs: number }
  /** Not taken, for a reason of the gateway's own that may or may not pass. */
  | { kind: 'failed'; code: string }
  /** More numbers than one request may carry. */
  | { kind: 'too_many'; code: string }
  /** A code about something else than a send. */
  | { kind: 'unclear'; code: string }

const MINUTE = 60_000

const verdicts: Readonly<Record<number, Verdict>> = {
  200: { kind: 'accepted' },
  1001: { kind: 'refused', code: 'INVALID_SENDER', about: 'message' },
  1002: { kind: 'refused', code: 'NETWORK_NOT_ALLOWED', about: 'recipient' },
  1003: { kind: 'refused', code: 'INVALID_NUMBER', about: 'recipient' },
  1004: { kind: 'refused', code: 'LOW_CREDIT', about: 'account', forAll: true },
  1005: { kind: 'failed', code: 'FAILED' },
  1006: { kind: 'refused', code: 'INVALID_CREDENTIALS', about: 'account', forAll: true },
  1007: { kind: 'failed', code: 'SYSTEM_ERROR' },
  1008: { kind: 'unclear', code: 'NO_REPORT' },
  1009: { kind: 'refused', code: 'UNSUPPORTED_DATA', about: 'message' },
  1010: { kind: 'refused', code: 'UNSUPPORTED_REQUEST', about: 'message' },
  1012: { kind: 'too_many', code: 'TOO_MANY_ENTRIES' },
  // The list of codes goes from 1012 on to 1104, which may have been meant to be 1014.
  1014: { kind: 'too_many', code: 'TOO_MANY_NUMBERS' },
  1104: { kind: 'too_many', code: 'TOO_MANY_NUMBERS' },
  4090: { kind: 'later', code: 'INTERNAL_ERROR', afterMs: 5 * MINUTE },
  4091: { kind: 'refused', code: 'PARTNER_ID_MISSING', about: 'account', forAll: true },
  4092: { kind: 'refused', code: 'API_KEY_MISSING', about: 'account', forAll: true },
  4093: { kind: 'refused', code: 'DETAILS_NOT_FOUND', about: 'account' },
}

/** The gateway calls its list unfinished; a code that is not on it is a refusal all the same. */
export const verdictOf = (code: number): Verdict =>
  verdicts[code] ?? { kind: 'refused', code: `CODE_${code}`, about: 'message' }

/** Codes by which the gateway does not know the account. */
export const isAboutCredentials = (code: number): boolean => [1006, 4091, 4092].includes(code)

/** Codes by which the gateway says that it cannot answer now, whatever was asked. */
export const isGatewayTrouble = (code: number): boolean => [1005, 1007, 4090].includes(code)
