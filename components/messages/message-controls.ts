import type { MessageControl } from '#lib/messages/rules.ts'
import type { PreviewView } from '#lib/messages/schema-preview.ts'
import type { ActionResult } from '#lib/shared/action-result.ts'

type One = { uuid: string }
export type Done = { ok: true } | { ok: false; error: { message: string } }

export type Steering = Record<MessageControl, (input: One) => Promise<Done>>

/** The server actions that steer a message; the page hands them to its screen. */
export type MessageControls = Steering & {
  /** `scheduledAt` in UTC. */
  reschedule: (input: One & { scheduledAt: string; timeZone: string }) => Promise<Done>
}

/** The server action by which somebody else lets a message leave; `scheduledAt` is the time that they saw, in UTC. */
export type ApproveAction = (input: One & { scheduledAt: string | null }) => Promise<Done>

/** What sending again comes to, what can be spent, in credits, and from how many people on their number is typed. */
export type ResendPrice = Pick<PreviewView, 'total' | 'valid' | 'credits'> & {
  balance: number
  typeNumberFrom: number
}

/** Who is sent to again: the failed of a message, or those in doubt, or the one of these at this place. */
export type ResendTarget = One & { doubtful?: boolean; seq?: number }

/** The server actions that send to people of a message again. */
export type ResendActions = {
  price: (input: ResendTarget) => Promise<ActionResult<ResendPrice>>
  confirm: (
    input: ResendTarget & { confirmation: string; expected: { people: number; credits: number } },
  ) => Promise<ActionResult<One>>
}

/** What can be decided about people of whom nobody knows whether it reached them. */
export type DoubtActions = {
  assumeSent: (input: One & { seq?: number }) => Promise<ActionResult<{ changed: number; left: number }>>
  resend: ResendActions
}
