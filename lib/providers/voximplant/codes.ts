/** What an error code says about a send (the codes of github.com/voximplant/apiclient-nodejs that matter to SMS). */
export type Verdict =
  /** Something broke on their side; it may have broken after the message was taken. */
  | { kind: 'unknown'; code: string }
  /** Not taken, to be tried again later. */
  | { kind: 'later'; code: string }
  /** Not taken, because it looks like something that was done a moment ago. */
  | { kind: 'repeated'; code: string }
  /** Not taken, for a reason that may pass. */
  | { kind: 'failed'; code: string }
  /** `forAll`: what one number hears is true of all. */
  | { kind: 'refused'; code: string; about: 'recipient' | 'message' | 'account'; forAll?: true }

const ofRecipient = (code: string): Verdict => ({ kind: 'refused', code, about: 'recipient' })
const ofMessage = (code: string): Verdict => ({ kind: 'refused', code, about: 'message' })
/** Other messages have other senders, so it stops this one only. */
const ofSender = (code: string): Verdict => ({ kind: 'refused', code, about: 'message' })
const ofAccount = (code: string): Verdict => ({ kind: 'refused', code, about: 'account', forAll: true })

const verdicts: Readonly<Record<number, Verdict>> = {
  1: { kind: 'unknown', code: 'FATAL_ERROR' },
  2: { kind: 'unknown', code: 'INTERNAL_ERROR' },
  4: { kind: 'unknown', code: 'DATABASE_ERROR' },
  5: ofAccount('BILLING_FAILED'),
  14: { kind: 'unknown', code: 'GATEWAY_ERROR' },
  100: ofAccount('AUTHORIZATION_FAILED'),
  101: ofMessage('INVALID_ARGUMENTS'),
  102: ofAccount('COMMAND_MISSING'),
  103: ofAccount('COMMAND_UNKNOWN'),
  104: ofAccount('COMMAND_FORBIDDEN'),
  121: ofRecipient('INVALID_NUMBER'),
  127: ofAccount('INSUFFICIENT_FUNDS'),
  340: { kind: 'later', code: 'RATE_LIMITED' },
  385: { kind: 'failed', code: 'SENDING_FAILED' },
  386: ofSender('SMS_DISABLED'),
  422: ofSender('INVALID_SENDER'),
  423: ofRecipient('INVALID_NUMBER'),
  447: ofAccount('INVALID_TOKEN'),
  454: ofAccount('TOKEN_LIVES_TOO_LONG'),
  455: ofAccount('TOKEN_FROM_THE_FUTURE'),
  456: ofAccount('TOKEN_EXPIRED'),
  470: ofMessage('INVALID_DIRECTION'),
  497: ofMessage('VALUE_OUT_OF_RANGE'),
  499: ofMessage('VALUE_TOO_LONG'),
  506: ofRecipient('NO_ROUTE'),
  507: ofSender('INVALID_SENDER'),
  508: ofMessage('INVALID_TEXT'),
  509: ofSender('A2P_DISABLED'),
  515: { kind: 'repeated', code: 'DONE_RECENTLY' },
  528: ofSender('SMS_NOT_SUPPORTED'),
}

/** There are hundreds of codes; one that says nothing to us about SMS is a refusal all the same. */
export const verdictOf = (code: number): Verdict => verdicts[code] ?? ofSender(`CODE_${code}`)

/** Codes by which the token was refused, not the account: another one may do. */
export const isAboutToken = (code: number): boolean => [447, 454, 455, 456].includes(code)

export const FORBIDDEN = 104

/** Codes by which the account is not known, or may not do what was asked. */
export const isAboutCredentials = (code: number): boolean =>
  code === 100 || code === FORBIDDEN || isAboutToken(code)
