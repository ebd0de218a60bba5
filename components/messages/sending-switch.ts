import type { ActionResult } from '#lib/shared/action-result.ts'

type Action<T> = (input: Record<string, never>) => Promise<ActionResult<T>>

/** The server actions of the one switch, for those who may use it. */
export type SendingSwitch = {
  /** How many messages were paused; of their people, how many were sent to, are being sent to, and are left. */
  stop: Action<{ messages: number; gone: number; leaving: number; left: number }>
  start: Action<{ messages: number }>
  confirm: Action<unknown>
}
