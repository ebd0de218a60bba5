/** Why a server action refused, in the reader's language, and the field that is to blame. */
export type Refusal = { message: string; code?: string; field?: string }

/** A server action as the page hands it to its screen. */
export type ServerAction<Input, Value> = (
  input: Input,
) => Promise<{ ok: true; value: Value } | { ok: false; error: Refusal }>
