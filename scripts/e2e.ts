// `npm run e2e`: the browser tests alone; arguments go to Playwright, e.g. `npm run e2e -- write --headed`. Whoever names
// some of them wants these only, without those that otherwise go before.

import { runBrowserTests } from './browser-tests.ts'
import { ensureClient } from './build.ts'
import { runStages } from './stage.ts'

await runStages(async (signal) => {
  await ensureClient({ say: console.log, signal })
  const args = process.argv.slice(2)
  await runBrowserTests(args.length > 0 ? ['--no-deps', ...args] : [], signal)
})
