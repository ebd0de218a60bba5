import type { z } from 'zod'

/**
 * The contract between Longwave and an SMS company. An adapter translates and nothing else: no database, no retries,
 * no rate limits, no log lines with numbers or texts. Everything that differs between companies is said in
 * `capabilities`; no other module knows a provider by name.
 */

/** One SMS for one recipient, ready to leave. */
export type OutgoingSms = {
  /** Ours, `era.message.seq`; passed on where the provider can carry it. */
  reference: string
  /** E.164 digits without plus, or 64 lower-case hex characters for a hashed number. */
  to: string
  text: string
  /** What our own count says it costs. */
  parts: number
}

export type SendRequest = {
  sender: string
  /** As many as `capabilities.batch` allows for these texts. */
  messages: readonly OutgoingSms[]
  /** Native schedule, only where declared; the product keeps the time itself (docs/decisions/014). */
  sendAt?: Date
  /** Where the provider may push receipts, for providers that take it per request. */
  callbackUrl: string | null
  /** Asked in the tick in which the request is written; false means: it must not leave any more. */
  mayStart: () => boolean
}

/**
 * What became of one SMS. The iron rule: whatever may have been sent is `unknown`. `throttled` only if it surely was
 * not sent and may be tried again; `refused` only if the provider said so, or if the account is not allowed to be
 * contacted at all. Codes are in capitals; the `reason` of `refused` is what the provider wrote, at most 500
 * characters, the other reasons are codes too (for the network's: `exchange.ts`).
 */
export type SendOutcome =
  | { kind: 'accepted'; reference: string | null; parts?: number; network?: number }
  | { kind: 'refused'; code: string; reason: string; about: 'recipient' | 'message' | 'account' }
  | { kind: 'throttled'; retryAfterMs: number; reason: string }
  /** With the provider's reference where it gave one all the same: reports and look-ups may know it. */
  | { kind: 'unknown'; reason: string; reference?: string }

/** What a provider says later about something it accepted. `accepted` is not final. */
export type ReceiptState = 'accepted' | 'delivered' | 'undelivered' | 'expired' | 'blocked' | 'rejected'

export type Receipt = {
  /** The provider's own reference, as text. */
  reference: string | null
  /** Ours, where the provider echoes it. */
  ourReference?: string
  /** Digits, where the provider's reference belongs to a request with many numbers. */
  to?: string
  state: ReceiptState
  /** A reason code in capitals, e.g. ABSENT_SUBSCRIBER; null when there is nothing to say. */
  reason: string | null
  /** What the provider wrote, unread, for the person who wants to know. At most 500 characters. */
  raw: string
  /** When it happened, if the provider says so. */
  at: Date | null
  parts?: number
  /** Of the recipient, in the provider's own numbering. */
  network?: number
}

/**
 * A text that a person sent to one of our numbers. `id` is the provider's; null where it gives none: then the same
 * words twice may be one reply that was pushed again or two.
 */
export type Reply = { id: string | null; from: string; to: string; text: string; at: Date | null }

export type CallbackRequest = {
  method: string
  contentType: string
  query: URLSearchParams
  body: string
}

/** What a callback brought, and what the provider wants to hear. */
export type CallbackContent = { receipts: Receipt[]; replies: Reply[]; answer?: string }

export type Balance = { value: number; unit: string }

export type ListedSender = {
  value: string
  approved: boolean
  name?: string
  /** The provider lists it but does not say whether it can send SMS: a person has to approve it. */
  toConfirm?: true
}

/** A question about one recipient: the references under which the provider may know it. */
export type ReceiptQuery = {
  reference: string | null
  ourReference: string
  to: string
  /** Not later than the moment in which the request was written, or a look-up may miss it; null when nobody knows. */
  sentAt: Date | null
  /** What the send said, for look-ups: it tells this send from others to the same number. */
  sender?: string
  text?: string
}

/** What asking for receipts brought; not whole where the provider stopped answering half-way. */
export type PolledReceipts = { receipts: Receipt[]; isWhole: boolean }

/** Asked before each request of a look-up: waits for its turn in the account's rate; false when no more may be asked. */
export type MayAsk = () => Promise<boolean>

/** What a look-up of past sends found about something of unknown outcome. */
export type Evidence = { kind: 'sent'; reference: string | null } | { kind: 'not_sent' } | { kind: 'silent' }

/** What became of the wish to call a native schedule back; what was cancelled before counts as CANCELLED. */
export type CancelAnswer = 'CANCELLED' | 'NOT_SCHEDULED' | 'ALREADY_PROCESSING'

/** One text to these numbers, to be counted and priced by the provider. */
export type PreviewRequest = { sender: string; text: string; to: readonly string[] }

/** The provider's own count: parts of one SMS, and the provider's credits for all numbers; null where it says nothing. */
export type ProviderPreview = { parts: number | null; credits: number | null }

/** What the account may ask of the provider's API; null where it says nothing. It counts requests, not money. */
export type Allowance = { requestsPerMinute: number | null; requestsLeft: number | null }

/**
 * One open line to an account at a provider. Methods that a provider cannot offer are left out. All but `send` throw
 * AppError: PROVIDER_UNAVAILABLE when the provider does not answer or makes no sense, INVALID_SETTINGS when it does
 * not know the credentials.
 */
export type Connection = {
  /** One outcome per message, in their order. Never throws for what the network or the provider did. */
  send(request: SendRequest): Promise<SendOutcome[]>
  /** What the provider knows about these recipients by now; those it says nothing about are left out. */
  /** Throws if nothing could be asked. */
  pollReceipts?(queries: readonly ReceiptQuery[]): Promise<PolledReceipts>
  /** Looks for sends of unknown outcome, one answer per query, in their order; `silent` where it may not ask any more. */
  findSent?(queries: readonly ReceiptQuery[], mayAsk: MayAsk): Promise<Evidence[]>
  balance?(): Promise<Balance>
  listSenders?(): Promise<ListedSender[]>
  /** Switches sending on for a number that the provider lists but has switched off. */
  enableSender?(value: string): Promise<void>
  /** Calls back what was sent with `sendAt`, by the reference of its acceptance. May be repeated. */
  cancel?(reference: string): Promise<CancelAnswer>
  /** What the provider would make of a text; sends nothing and costs nothing. */
  preview?(request: PreviewRequest): Promise<ProviderPreview>
  /** For providers that say how many requests they allow; an account's rate should keep below it. */
  allowance?(): Promise<Allowance>
  /** Proves that the credentials work without sending anything. */
  test(): Promise<void>
  /** Waits for what is on its way. */
  close(): Promise<void>
}

export type Capabilities = {
  /**
   * Numbers per request, and whether each may have a text of its own. With `texts: 'one'` all texts of a request are
   * equal, unless `differing` says how many numbers with different texts a request takes. Hashed numbers go apart where
   * `hashed` says how many of them a request takes.
   */
  batch: { size: number; texts: 'one' | 'many'; differing?: number; hashed?: number }
  textLimit: { characters: number | null; parts: number | null }
  encoding: 'any' | 'gsm'
  /** It fills in `{{…}}` in a text itself, so nobody can be sent one. */
  fillsPlaceholders?: true
  hashedNumbers: boolean
  /** ISO country codes that the provider does not serve. */
  refusedCountries: readonly string[]
  nativeSchedule: 'none' | 'send' | 'send-and-cancel'
  receipts: {
    push: boolean
    /** What is pushed names our reference, so the row of a receipt is found without the provider's. */
    echoesOurs?: true
    /** Ages in ms at which to ask; null when it cannot be asked. */
    poll: readonly number[] | null
    /** Recipients that one question covers, so that questions keep to the account's rate; 1 unless told. */
    perQuestion?: number
  }
  /**
   * What people write back is pushed to us. Without an id of the provider's the same words, pushed again within minutes,
   * cannot be told from words that were sent twice.
   */
  replies?: 'with-id' | 'without-id'
  balance: boolean
  senderList: boolean
  /** Numbers that it lists but that are switched off can be switched on from here (`enableSender`). */
  senderEnable?: true
  senderForm: 'integer' | 'name' | 'e164' | 'text'
  /** Past sends can be looked up to resolve `unknown`. */
  lookup: boolean
  /** How long after a send a look-up may still miss it, ms. */
  lookupDelayMs: number
  /** How long a request may take, ms; after that a send is in doubt. */
  timeoutMs: number
  preview: boolean
  /** Requests per second unless the account says otherwise; a whole number, at least 1. */
  defaultRate: number
  /** It only rehearses: no phone rings, so there is nobody whom an hour could disturb. */
  silent?: true
}

/** What an adapter is given to work with; tests and emulators change nothing but the base URL. */
type ConnectOptions<Settings = unknown, Secrets = unknown> = {
  settings: Settings
  secrets: Secrets
  /** Loopback and private hosts are refused unless an admin allowed them for this account. */
  allowPrivateHosts: boolean
  /** Connections to keep open at most; the account's in-flight limit. */
  maxConnections: number
  /** How long a request may take, see `http-client.ts`; what the capabilities say unless told. */
  timeoutMs?: number
  /** Where this process runs the stand-in of a provider that has no base URL, which is `rehearsal` alone. */
  address?: string | null
  now: () => Date
}

/** What people call a provider and what it is good for, in a sentence; in English and in Thai. */
type ProviderWords = { title: string; about: string; th: { title: string; about: string } }

/** What an adapter declares, in its own types. `define-provider.ts` makes a Provider of it. */
export type ProviderDefinition<Settings, Secrets> = {
  /** Also the name of its folder here and under `emulators/`. */
  name: string
  words: ProviderWords
  /** ISO code of the country that most of its customers dial in; a new account reads numbers without a country code there. */
  home?: string
  /** The account's own settings; `baseUrl` is among them where there is one. Must read again what it has read. */
  settings: z.ZodType<Settings>
  secrets: z.ZodType<Secrets>
  capabilities: (settings: Settings) => Capabilities
  connect: (options: ConnectOptions<Settings, Secrets>) => Connection
  /** Reads what the provider pushed. Throws AppError INVALID_REQUEST when it is not from the provider. */
  readCallback?: (
    request: CallbackRequest,
    account: { settings: Settings; secrets: Secrets },
  ) => CallbackContent
}

/**
 * A provider as the rest of the product sees it: what it is given is checked against its schemas first, and
 * everything throws AppError INVALID_SETTINGS (field `settings.…` or `secrets.…`) when that fails.
 */
export type Provider = ProviderDefinition<unknown, unknown>
