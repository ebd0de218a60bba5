/** Whether this installation sends. */
export type SendingView = {
  on: boolean
  /** RESTORED: an admin must say that this copy is the one that sends. STOPPED: somebody has used the switch. */
  off: 'RESTORED' | 'STOPPED' | null
  since: string | null
  /** What gave a copy away: IDENTITY, POSITION, BEAT, ERA, or COMMAND where an admin said so. */
  found: string | null
  /** After a restore: opt-outs and receipts that came later than this may be missing. */
  dataUntil: string | null
}
