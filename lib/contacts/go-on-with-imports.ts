import type { RootCtx } from '#lib/platform/ctx.ts'
import { runImport } from './run-import.ts'
import * as store from './store-imports.ts'

/** Goes on with imports whose worker died or whose job was lost, one after the other. */
export async function goOnWithImports(root: RootCtx): Promise<void> {
  for (const id of await store.findStalledImports(root)) await runImport(root, id)
}
