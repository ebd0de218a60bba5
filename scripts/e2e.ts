// `npm run e2e`: the browser tests alone; arguments go to Playwright, e.g. `npm run e2e -- send --headed`.

import { runBrowserTests } from './browser-tests.ts'
import { ensureClient } from './build.ts'
import { runStages } from './stage.ts'

await runStages(async (signal) => {
  await ensureClient({ say: console.log, signal })
  await runBrowserTests(process.argv.slice(2), signal)
})
