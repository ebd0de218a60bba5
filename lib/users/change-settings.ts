import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { readSettings } from './read-settings.ts'
import { recordAudit } from './record-audit.ts'
import type { Settings, SomeSettings } from './schema-settings.ts'
import * as store from './store-settings.ts'

/** Changes those settings that are given; each one that really differs is in the audit log with both of its values. */
export function changeSettings(root: RootCtx, change: SomeSettings): Promise<Settings> {
  return inTx(root, async (ctx) => {
    await store.lockSettings(ctx)
    const before = await readSettings(ctx)
    for (const name of Object.keys(before) as (keyof Settings)[]) {
      const value = change[name]
      if (value === undefined || shown(value) === shown(before[name])) continue
      await store.saveSetting(ctx, name, value)
      await recordAudit(ctx, {
        action: 'setting.change',
        target: `setting:${name}`,
        details: { from: shown(before[name]), to: shown(value) },
      })
    }
    return readSettings(ctx)
  })
}

const shown = (value: Settings[keyof Settings]): string =>
  Array.isArray(value) ? value.join(', ') : String(value)
