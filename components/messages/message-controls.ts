import type { MessageControl } from '#lib/messages/rules.ts'
import type { PreviewView } from '#lib/messages/schema.ts'
import type { ActionResult } from '#lib/shared/action-result.ts'

type One = { uuid: string }
type Done = { ok: true } | { ok: false; error: { message: string } }

export type Steering = Record<MessageControl, (input: One) => Promise<Done>>

/** The server actions that steer a message; the page hands them to its screen. */
export type MessageControls = Steering & {
  /** `scheduledAt` in UTC. */
  reschedule: (input: One & { scheduledAt: string; timeZone: string }) => Promise<Done>
}

/** What sending again comes to, what can be spent, in credits, and from how many people on their number is typed. */
export type ResendPrice = Pick<PreviewView, 'total' | 'valid' | 'credits'> & {
  balance: number
  typeNumberFrom: number
}

/** The server actions that send to the failed of a message again. */
export type ResendActions = {
  price: (input: One) => Promise<ActionResult<ResendPrice>>
  confirm: (
    input: One & { confirmation: string; expected: { people: number; credits: number } },
  ) => Promise<ActionResult<One>>
}
