import type { Capabilities } from '#lib/providers/provider.ts'

/** What is true of messages and recipients with the power off. */

// -- Message ---------------------------------------------------------------------------------------------------

/** Where a message can go from where it stands. The picture in docs/states.md is made from this table. */
export const messageMoves = {
  draft: ['planning'],
  planning: ['draft', 'awaiting_approval', 'scheduled', 'sending', 'needs_attention', 'cancelled'],
  awaiting_approval: ['scheduled', 'needs_attention', 'cancelled'],
  scheduled: ['sending', 'needs_attention', 'cancelled'],
  sending: ['paused', 'needs_attention', 'sent', 'failed', 'cancelled'],
  paused: ['sending', 'needs_attention', 'sent', 'failed', 'cancelled'],
  needs_attention: ['planning', 'scheduled', 'sending', 'sent', 'failed', 'cancelled'],
  sent: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>

export type MessageState = keyof typeof messageMoves
export const messageStates = Object.keys(messageMoves) as MessageState[]

/** The public API's word for a state: four as they are, everything in between is pending. */
export const messageStatus = (state: MessageState): MessageStatus =>
  state === 'scheduled' || state === 'sent' || state === 'failed' || state === 'cancelled' ? state : 'pending'

export const messageStatuses = ['sent', 'failed', 'pending', 'scheduled', 'cancelled'] as const
export type MessageStatus = (typeof messageStatuses)[number]

/** The states that a status covers. Drafts are not listed in the API. */
export const statesOfStatus = (status: MessageStatus): MessageState[] =>
  messageStates.filter((state) => state !== 'draft' && messageStatus(state) === status)

/** Why a message waits for a person. What to do about each is said in docs/operations.md. */
export const attentionReasons = [
  /** The provider refused everybody: the sender, the text, the account. */
  'PROVIDER_REFUSED',
  'TOO_MANY_REFUSALS',
  /** Request after request came to nothing clear, so going on would leave everybody in doubt. */
  'NO_CLEAR_ANSWERS',
  /** Its account does not work: credentials, credit, or out of reach for long. */
  'ACCOUNT_NEEDS_ATTENTION',
  'PLAN_INTERRUPTED',
  'OVERDUE',
  /** Its sender was withdrawn before its time came. */
  'SENDER_NOT_APPROVED',
  /** Nobody has worked for longer than the grace period. */
  'LATE',
  'CLOCK_STEP',
  'RESTORED',
] as const
export type AttentionReason = (typeof attentionReasons)[number]

/** Nothing more happens to a message in one of these until somebody has decided. */
export const waitingStates = ['needs_attention', 'awaiting_approval'] as const satisfies MessageState[]

export const isFinished = (state: MessageState): boolean => messageMoves[state].length === 0

/** What a person can do with a message that is on its way, and in which states. */
export const controlStates = {
  cancel: ['scheduled', 'awaiting_approval', 'needs_attention'],
  stop: ['planning', 'scheduled', 'awaiting_approval', 'sending', 'paused', 'needs_attention'],
  pause: ['sending'],
  resume: ['paused', 'needs_attention'],
} as const satisfies Record<string, readonly MessageState[]>

export type MessageControl = keyof typeof controlStates

/** Whether another time can be chosen: nothing has left, and it has one, or has missed it, or a copy kept it back. */
export const canReschedule = ({
  state,
  startedAt,
  reason,
}: {
  state: MessageState
  startedAt: unknown
  reason: string | null
}): boolean =>
  startedAt === null &&
  (state === 'scheduled' ||
    state === 'awaiting_approval' ||
    (state === 'needs_attention' && (reason === 'OVERDUE' || reason === 'RESTORED')))

/** Whether it leaves at its time, still to come at `now` (ms since 1970), when somebody lets it go on: nothing has left. */
export const leavesLater = (
  { startedAt, dueAt }: { startedAt: unknown; dueAt: string | null },
  now: number,
): boolean => startedAt === null && dueAt !== null && Date.parse(dueAt) > now

/** Whether this can be done now. Cancelling is only for a message of which nothing has left; after that it is stopped. */
export const canControl = (
  control: MessageControl,
  message: { state: MessageState; startedAt: unknown },
): boolean =>
  (controlStates[control] as readonly MessageState[]).includes(message.state) &&
  (control !== 'cancel' || message.startedAt === null)

/** Whether a message to so many people has to be approved by somebody else before it leaves. */
export const needsApproval = ({ approvalFrom }: { approvalFrom: number | null }, people: number): boolean =>
  approvalFrom !== null && people >= approvalFrom

const TITLE_CHARACTERS = 60

/** What a message is called: its name, else the first words of its text. */
export function messageTitle({ name, content }: { name: string | null; content: string }): string {
  if (name) return name
  const line = content.trim().split('\n', 1)[0] ?? ''
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment)
  if (characters.length <= TITLE_CHARACTERS) return line
  const cut = characters.slice(0, TITLE_CHARACTERS).join('')
  const space = cut.lastIndexOf(' ')
  // Between words where there are spaces; Thai has few.
  return `${space > TITLE_CHARACTERS / 2 ? cut.slice(0, space) : cut}…`
}

// -- Recipient -------------------------------------------------------------------------------------------------

/** As stored: the number is the place in this list, and the names are the chunk's counters. */
export const recipientStates = [
  'queued',
  'unknown',
  'accepted',
  'rejected',
  'blocked',
  'undelivered',
  'expired',
  'delivered',
  'cancelled',
] as const
export type RecipientState = (typeof recipientStates)[number]

/** A row only moves to a higher rank; the first final state stays. */
export const recipientRank = {
  queued: 0,
  unknown: 1,
  accepted: 2,
  rejected: 3,
  blocked: 3,
  undelivered: 3,
  expired: 3,
  delivered: 3,
  cancelled: 3,
} as const satisfies Record<RecipientState, number>

export const stateNumber = (state: RecipientState): number => recipientStates.indexOf(state)

export const stateOfNumber = (n: number): RecipientState => {
  const state = recipientStates[n]
  if (!state) throw new Error(`no recipient state ${n}`)
  return state
}

export const recipientStatuses = [
  'pending',
  'success',
  'failed',
  'invalid',
  'blocked',
  'expired',
  'timeout',
] as const
export type RecipientStatus = (typeof recipientStatuses)[number]

const statusOf = {
  queued: 'pending',
  unknown: 'timeout',
  accepted: 'pending',
  rejected: 'invalid',
  blocked: 'blocked',
  undelivered: 'failed',
  expired: 'expired',
  delivered: 'success',
  cancelled: 'pending',
} as const satisfies Record<RecipientState, RecipientStatus>

/** No receipt came in time: accepted, and nothing more will be heard. */
export const NO_RECEIPT = 'NO_RECEIPT'

/** The public API's word for a recipient. */
export const recipientStatus = (state: RecipientState, reason: string | null): RecipientStatus =>
  state === 'accepted' && reason === NO_RECEIPT ? 'timeout' : statusOf[state]

// -- Chunks ----------------------------------------------------------------------------------------------------

/** Recipients per chunk; recipient `seq` belongs to chunk `chunkOf(seq)`, so a row finds its totals without a search. */
export const CHUNK_SIZE = 1000
export const chunkOf = (seq: number): number => Math.floor((seq - 1) / CHUNK_SIZE)
export const firstSeq = (chunkNo: number): number => chunkNo * CHUNK_SIZE + 1

/** Messages to a few people go before those to many. Lower goes first. */
export const priorityOf = (recipients: number): number =>
  recipients <= 100 ? 0 : recipients <= 10_000 ? 1 : 2

/** What becomes of a recipient's money. As stored. */
export const charge = { held: 0, settled: 1, refunded: 2, none: 3 } as const
const charges = Object.keys(charge) as (keyof typeof charge)[]
export const chargeOfNumber = (n: number): keyof typeof charge => charges[n] as keyof typeof charge

// -- Limits ----------------------------------------------------------------------------------------------------

/** What the API takes of a text that comes with the request, in UTF-16 code units: its contract says so. */
export const API_MAX_CHARACTERS = 1000

/** The header that joins the parts of a text counts to this (3GPP TS 23.040, 9.2.3.24.1). */
const MOST_PARTS = 255

/** What one text may measure through an account; `characters` is null where only parts count. */
export const textLimits = ({
  textLimit,
}: {
  textLimit: { characters: number | null; parts: number | null }
}): { characters: number | null; parts: number } => ({
  characters: textLimit.characters,
  parts: textLimit.parts ?? MOST_PARTS,
})

/** Up to this many recipients are planned inside the request; more are the worker's. */
export const PLAN_IN_REQUEST = 1000

/** Our reference where a provider carries one. */
export const ourReference = (era: string, messageId: number, seq: number): string =>
  `${era}.${messageId}.${seq}`

/** How news of a message's recipients will come; see the columns of `chunk`. */
export type ReceiptWays = { pollAfterMs: number | null; byReference: boolean }

/**
 * When the provider is first asked, in ms after the sending, and whether rows have to be found by the provider's reference:
 * a receipt that is pushed may name nothing else, and what a look-up finds may be another row's already.
 */
export const receiptWays = ({
  receipts,
  lookup,
}: Pick<Capabilities, 'receipts' | 'lookup'>): ReceiptWays => ({
  pollAfterMs: receipts.poll?.[0] ?? null,
  byReference: lookup || (receipts.push && !receipts.echoesOurs),
})
