import type { SendOutcome } from '#lib/providers/provider.ts'
import { outcomeKind, type RecordedOutcome } from './store-dispatch.ts'

export type RefusalLimits = {
  /** So many refusals among the last outcomes of a message stop it. */
  percent: number
  /** How many outcomes are looked at; fewer never stop a message. */
  among: number
}

type Recent = {
  refused: boolean[]
  reasons: Map<string, number>
  /** Requests in a row that came to nothing clear, and the people in them. */
  unclear: { requests: number; people: number }
  touched: number
}

/** So many requests in a row of unknown outcome stop a message; fewer where they were to many people. */
const UNCLEAR = { requests: 25, few: 5, people: 2000 }

const FORGET_MS = 30 * 60_000

/** Watches what this worker hears about each message, to stop one that would burn through its list in vain. */
export class RefusalWatch {
  private readonly messages = new Map<number, Recent>()
  private readonly failing = new Set<number>()
  private readonly limits: () => RefusalLimits
  private readonly onRecovery: (accountId: number) => Promise<void>

  constructor(limits: () => RefusalLimits, onRecovery: (accountId: number) => Promise<void>) {
    this.limits = limits
    this.onRecovery = onRecovery
  }

  /** Notes outcomes in their order. Answers the figures when a message should stop, and forgets it then. */
  note(
    messageId: number,
    outcomes: readonly RecordedOutcome[],
  ): { refused: number; among: number; code: string } | null {
    const { percent, among } = this.limits()
    const recent = this.recent(messageId)
    for (const { kind, reason } of outcomes) {
      if (kind !== outcomeKind.accepted && kind !== outcomeKind.refused) continue
      const refused = kind === outcomeKind.refused
      recent.refused.push(refused)
      if (refused) recent.reasons.set(reason ?? '', (recent.reasons.get(reason ?? '') ?? 0) + 1)
    }
    recent.refused.splice(0, recent.refused.length - among)
    const refused = recent.refused.filter(Boolean).length
    if (recent.refused.length < among || refused * 100 < percent * among) return null
    this.messages.delete(messageId)
    const [code = ''] = [...recent.reasons].sort(([, a], [, b]) => b - a)[0] ?? []
    return { refused, among, code }
  }

  /** Notes one request. Answers the figures when a message should stop, because it would leave everybody in doubt. */
  noteRequest(
    messageId: number,
    outcomes: readonly SendOutcome[],
  ): { requests: number; people: number } | null {
    const { unclear } = this.recent(messageId)
    if (outcomes.some(({ kind }) => kind !== 'unknown')) {
      unclear.requests = 0
      unclear.people = 0
      return null
    }
    unclear.requests += 1
    unclear.people += outcomes.length
    const enough = unclear.people >= UNCLEAR.people ? UNCLEAR.few : UNCLEAR.requests
    if (unclear.requests < enough) return null
    const figures = { ...unclear }
    this.messages.delete(messageId)
    return figures
  }

  /** The provider of this account could not be reached. */
  fail(accountId: number): void {
    this.failing.add(accountId)
  }

  /** It took something. */
  async recover(accountId: number): Promise<void> {
    if (this.failing.delete(accountId)) await this.onRecovery(accountId)
  }

  private recent(messageId: number): Recent {
    const now = performance.now()
    let recent = this.messages.get(messageId)
    if (!recent) {
      for (const [id, { touched }] of this.messages) if (now - touched > FORGET_MS) this.messages.delete(id)
      recent = { refused: [], reasons: new Map(), unclear: { requests: 0, people: 0 }, touched: now }
      this.messages.set(messageId, recent)
    }
    recent.touched = now
    return recent
  }
}
