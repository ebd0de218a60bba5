import { connectAccount, openAccount } from '#lib/accounts/open-account.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { Line } from './dispatch-chunk.ts'

/** How long an open line may serve before its account is read again, in ms. */
const FRESH_MS = 2000
/** After this nothing can be in flight on a line that was replaced. */
const DRAIN_MS = 120_000

type Kept = { line: Line; fingerprint: string; readAt: number }

/** The worker's open lines to providers, one per account; an account that was changed gets a new one. */
export class AccountLines {
  private readonly kept = new Map<number, Promise<Kept>>()
  private readonly root: RootCtx

  constructor(root: RootCtx) {
    this.root = root
  }

  readonly open = (accountId: number): Promise<Line> => this.take(accountId, FRESH_MS)

  /** The line to the account as it is now: what was refused on the line of before may be right by now. */
  readonly renew = (accountId: number): Promise<Line> => this.take(accountId, 0)

  private async take(accountId: number, freshMs: number): Promise<Line> {
    const before = this.kept.get(accountId)
    const next = before
      ? before.then(
          (kept) => this.refresh(accountId, kept, freshMs),
          () => this.connect(accountId),
        )
      : this.connect(accountId)
    this.kept.set(accountId, next)
    return (await next).line
  }

  async close(): Promise<void> {
    const kept = await Promise.allSettled(this.kept.values())
    await Promise.all(kept.map((k) => (k.status === 'fulfilled' ? k.value.line.connection.close() : null)))
  }

  private async refresh(accountId: number, kept: Kept, freshMs: number): Promise<Kept> {
    if (performance.now() - kept.readAt < freshMs) return kept
    const account = await openAccount(this.root, accountId)
    const fingerprint = account.fingerprint
    if (fingerprint === kept.fingerprint) return { ...kept, readAt: performance.now() }
    setTimeout(() => void kept.line.connection.close(), DRAIN_MS).unref()
    return this.connect(accountId)
  }

  private async connect(accountId: number): Promise<Kept> {
    const account = await openAccount(this.root, accountId)
    const connection = await connectAccount(this.root, account)
    return { line: { account, connection }, fingerprint: account.fingerprint, readAt: performance.now() }
  }
}
