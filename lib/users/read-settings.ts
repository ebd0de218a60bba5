import type { Ctx } from '#lib/platform/ctx.ts'
import { defaultSettings } from './rules-settings.ts'
import { type Settings, settings } from './schema-settings.ts'
import * as store from './store-settings.ts'

/** The settings as they stand; the default for each that is not set or that no longer makes sense. */
export async function readSettings(ctx: Ctx): Promise<Settings> {
  const kept = await store.findSettings(ctx)
  const sound = Object.entries(settings.shape).flatMap(([name, field]) => {
    const { data } = field.safeParse(kept[name])
    return data === undefined ? [] : [[name, data]]
  })
  return { ...defaultSettings, ...Object.fromEntries(sound) }
}
