import { z } from 'zod'
import type { RootCtx } from '#lib/platform/ctx.ts'

/** What an admin may set about sending; the row `sending` of the settings. */
export const engineSettings = z.object({
  /** Hours after a chunk was sent during which receipts are awaited. */
  receiptWindowHours: z.int().min(1).max(720).default(72),
  /** So many percent of refusals among the last `haltAmong` outcomes of a message stop it. */
  haltPercent: z.int().min(1).max(100).default(50),
  haltAmong: z.int().min(10).max(10_000).default(100),
})
export type EngineSettings = z.infer<typeof engineSettings>

const SENDING_SETTING = 'sending'

/** The settings as they stand; defaults for what is not set or no longer makes sense. */
export async function loadEngineSettings(root: RootCtx): Promise<EngineSettings> {
  const row = await root.db.setting.findUnique({ where: { key: SENDING_SETTING } })
  return engineSettings.safeParse(row?.value ?? {}).data ?? engineSettings.parse({})
}
