import type { RootCtx } from '#lib/platform/ctx.ts'
import type { SendingView } from './schema-sending.ts'
import { findSendingState } from './store-era.ts'

/** Whether this installation sends, and if not why and since when. */
export async function getSending(root: RootCtx): Promise<SendingView> {
  const state = await findSendingState(root.pool)
  return {
    on: state !== null && state.off === null,
    off: state?.off ?? null,
    since: state?.offAt?.toISOString() ?? null,
    by: state?.off === 'STOPPED' ? state.by : null,
    found: typeof state?.details?.found === 'string' ? state.details.found : null,
    dataUntil: state?.off === 'RESTORED' ? (state.dataUntil?.toISOString() ?? null) : null,
  }
}
