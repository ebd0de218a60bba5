import type { RootCtx } from '#lib/platform/ctx.ts'
import { runExport } from './run-export.ts'
import * as store from './store-exports.ts'

/** Begins exports anew whose worker died or whose job was lost, one after the other. */
export async function goOnWithExports(root: RootCtx): Promise<void> {
  for (const id of await store.findStalledExports(root)) await runExport(root, id)
}
