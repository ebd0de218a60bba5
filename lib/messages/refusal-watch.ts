import { outcomeKind, type RecordedOutcome } from './store-dispatch.ts'

export type RefusalLimits = {
  /** So many refusals among the last outcomes of a message stop it. */
  percent: number
  /** How many outcomes are looked at; fewer never stop a message. */
  among: number
}

type Recent = { refused: boolean[]; reasons: Map<string, number>; touched: number }

const FORGET_MS = 30 * 60_000

/** Watches what this worker hears about each message, to stop one that would burn through its list. */
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
      recent = { refused: [], reasons: new Map(), touched: now }
      this.messages.set(messageId, recent)
    }
    recent.touched = now
    return recent
  }
}
