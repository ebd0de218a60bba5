/**
 * Every way in which the product refuses a request, with its HTTP status. The list is closed: the sentence for a
 * person stands in the language catalogues under `errors.<CODE>`, and a test fails when one is missing.
 */
export const httpStatus = {
  INVALID_REQUEST: 400,
  INVALID_JSON: 400,
  EMPTY_CONTENT: 400,
  CONTENT_TOO_LONG: 400,
  CONTENT_NOT_SUPPORTED: 400,
  MISSING_VARIABLES: 400,
  UNKNOWN_SENDER: 400,
  SENDER_NOT_APPROVED: 400,
  AMBIGUOUS_SENDER: 400,
  UNKNOWN_ACCOUNT: 400,
  UNKNOWN_TEMPLATE: 400,
  UNKNOWN_GROUP: 400,
  NO_VALID_NUMBERS: 400,
  NO_PRICE: 400,
  INVALID_SCHEDULE: 400,
  INVALID_CURSOR: 400,
  INVALID_FILE: 400,
  INVALID_SETTINGS: 400,
  NOT_SCHEDULED: 400,
  WRONG_PASSWORD: 400,
  UNAUTHORIZED: 401,
  INSUFFICIENT_CREDITS: 402,
  FORBIDDEN: 403,
  PASSWORD_CHANGE_REQUIRED: 403,
  WRONG_ORIGIN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  ALREADY_EXISTS: 409,
  ALREADY_CANCELLED: 409,
  ALREADY_PROCESSING: 409,
  IDEMPOTENCY_KEY_REUSED: 409,
  REQUEST_IN_PROGRESS: 409,
  LAST_ADMIN: 409,
  SENDING_IS_OFF: 409,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
  PROVIDER_UNAVAILABLE: 502,
  UNAVAILABLE: 503,
} as const

export type ErrorCode = keyof typeof httpStatus

type Details = {
  /** The input field that the sentence belongs to, as the caller named it. */
  field?: string
  /** Values for the sentence's placeholders. Never a phone number, text or secret: errors are logged. */
  params?: Record<string, string | number>
  cause?: unknown
}

/** A refusal that the caller can understand and act on. Anything else that is thrown is a fault of ours. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly params: Record<string, string | number>

  constructor(code: ErrorCode, details: Details = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.field = details.field
    this.params = details.params ?? {}
  }
}
