import type { ErrorCode } from './errors.ts'

/** A refusal as a screen gets it: a sentence in the person's language and the field that it belongs to. */
export type ActionError = {
  code: ErrorCode
  message: string
  field?: string
  params: Record<string, string | number>
}

/** What a server action answers: it never throws at the screen. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; error: ActionError }
