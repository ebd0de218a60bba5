import type {
  ComposedAudience,
  CountQuestion,
  ProviderCount,
  ShownPerson,
} from '#lib/messages/schema-compose.ts'
import type { PreviewView } from '#lib/messages/schema-preview.ts'
import type { ActionError, ActionResult } from '#lib/shared/action-result.ts'
import type { SendWindow } from '#lib/sms/send-window.ts'
import type { Settings } from '#lib/users/schema-settings.ts'

export type { SenderChoice, ShownPerson } from '#lib/messages/schema-compose.ts'
export type { ActionError } from '#lib/shared/action-result.ts'

/** What the settings say about how a message leaves. */
export type SendLimits = Pick<
  Settings,
  'typeNumberFrom' | 'undoSeconds' | 'quietHoursDashboard' | 'approvalFrom'
>

/** An audience and through whom it is reached. */
export type ReachInput = ComposedAudience & { sender: string; accountId: number }

/** Who can be reached, whatever the text is. */
export type Audience = Pick<
  PreviewView,
  'total' | 'valid' | 'hashed' | 'duplicates' | 'excluded' | 'reasons' | 'examples'
>

export type PriceInput = ReachInput & { text: string; values: Record<string, string> }
/** What it costs, and what can be spent, in credits. */
export type Price = PreviewView & { balance: number }

type PeopleInput = ReachInput & { names: string[]; skip: number; limit: number }

export type ConfirmInput = PriceInput & {
  /** ISO 8601 in UTC; null is now. */
  scheduledAt: string | null
  timeZone: string
  sendWindow: SendWindow | null
  /** As `scheduledAt`; null is for as long as it takes. */
  notAfter: string | null
  ratePerSecond: number | null
  confirmation: string
  /** Without the seconds in which it could be called back. */
  atOnce: boolean
  /** What the button said; null where it said nothing of the kind. */
  expected: { people: number; credits: number } | null
}

/** Every answer tells the server's time, because that decides what is past. */
type Timed<T> = T & { now: string }

/** The server actions of the composer. */
export type ComposeActions = {
  checkAudience: (input: ReachInput) => Promise<ActionResult<Timed<Audience>>>
  price: (input: PriceInput) => Promise<ActionResult<Timed<Price>>>
  count: (input: CountQuestion) => Promise<ActionResult<ProviderCount>>
  listPeople: (input: PeopleInput) => Promise<ActionResult<{ people: ShownPerson[] }>>
  /** `isPlanned` is false while a long list is still being planned: ask again with the same confirmation. */
  confirm: (input: ConfirmInput) => Promise<ActionResult<{ uuid: string; isPlanned: boolean }>>
}

/** Why something could not be had: a refusal with its sentence, or no answer at all. */
export type Failure = ActionError | 'no-answer'
