import type { PreviewView } from '#lib/messages/schema.ts'
import type { ActionError, ActionResult } from '#lib/shared/action-result.ts'
import type { SendWindow } from '#lib/sms/send-window.ts'
import type { Settings } from '#lib/users/schema-settings.ts'

export type { SenderChoice } from '#lib/messages/schema.ts'
export type { ActionError } from '#lib/shared/action-result.ts'

/** What the settings say about how a message leaves. */
export type SendLimits = Pick<Settings, 'typeNumberFrom' | 'undoSeconds' | 'quietHoursDashboard'>

type From = { sender: string; accountId: number }

export type AudienceInput = From & { numbers: string }
/** Who can be reached, whatever the text is. */
export type Audience = Pick<PreviewView, 'total' | 'valid' | 'duplicates' | 'reasons' | 'examples'>

export type PriceInput = AudienceInput & { text: string; values: Record<string, string> }
/** What it costs, and what can be spent, in credits. */
export type Price = PreviewView & { balance: number }

export type ConfirmInput = PriceInput & {
  /** ISO 8601 in UTC; null is now. */
  scheduledAt: string | null
  timeZone: string
  sendWindow: SendWindow | null
  /** As `scheduledAt`; null is for as long as it takes. */
  notAfter: string | null
  ratePerSecond: number | null
  confirmation: string
  /** What the button said; null where it said nothing of the kind. */
  expected: { people: number; credits: number } | null
}

/** Every answer tells the server's time, because that decides what is past. */
type Timed<T> = T & { now: string }

/** The server actions of the composer. */
export type ComposeActions = {
  checkAudience: (input: AudienceInput) => Promise<ActionResult<Timed<Audience>>>
  price: (input: PriceInput) => Promise<ActionResult<Timed<Price>>>
  confirm: (input: ConfirmInput) => Promise<ActionResult<{ uuid: string }>>
}

/** Why something could not be had: a refusal with its sentence, or no answer at all. */
export type Failure = ActionError | 'no-answer'
