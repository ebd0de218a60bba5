// The stages of `npm test`, in the order in which they are quickest to fail.

import { runBrowserTests } from './browser-tests.ts'
import { ensureClient } from './build.ts'
import { runStage, runStages } from './stage.ts'

await runStages(async (signal) => {
  const begin = performance.now()
  await ensureClient({ say: console.log, signal })
  // Next writes types of its own, without which the checks of a fresh clone would miss what `next build` sees.
  await runStage('types of the routes', ['node_modules/next/dist/bin/next', 'typegen'], signal, {
    NEXT_TELEMETRY_DISABLED: '1',
  })
  await runStage('types', ['node_modules/typescript/bin/tsc', '--noEmit'], signal)
  await runStage(
    'lint',
    ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
    signal,
  )
  await runStage('layers', ['scripts/check-layers.mjs', '100'], signal)
  await runStage('dead code', ['node_modules/knip/bin/knip.js'], signal)
  await runStage('documents', ['scripts/check-doc-paths.mjs'], signal)
  await runStage('states', ['scripts/states.ts', '--check'], signal)
  await runStage('unit and database tests', ['node_modules/vitest/vitest.mjs', 'run'], signal)
  await runBrowserTests([], signal)
  // On the build that the browser tests have made.
  await runStage(
    'torture',
    ['scripts/torture.ts', '--seeds', '2', '--at-once', '2', '--minutes', '0.25', '--people', '2000'],
    signal,
  )
  console.log(`\nAll stages passed in ${Math.round((performance.now() - begin) / 1000)} s.`)
})
