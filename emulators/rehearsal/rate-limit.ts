type Bucket = { tokens: number; atMs: number }

/** Counts messages per account: a bucket that holds one second's worth. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>()

  /** Takes `count` if they fit. More than a second's worth at once fits a full bucket, which then owes the rest. */
  take(account: string, perSecond: number, count: number, nowMs: number): boolean {
    if (perSecond <= 0) return true
    const bucket = this.buckets.get(account) ?? { tokens: perSecond, atMs: nowMs }
    if (this.buckets.size >= 1000) this.buckets.clear()
    this.buckets.set(account, bucket)
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond)
    bucket.atMs = nowMs
    if (bucket.tokens < Math.min(count, perSecond)) return false
    bucket.tokens -= count
    return true
  }
}
