import { findBrowser } from './browser.ts'
import { checkWeight } from './check-weight.ts'
import { withServer } from './own-server.ts'
import { runStage } from './stage.ts'

/** Runs the browser tests on an installation of their own, whose build must not weigh more than it may. */
export async function runBrowserTests(args: string[], signal: AbortSignal): Promise<void> {
  const browser = findBrowser((line) => console.log(line))
  await withServer(signal, async ({ baseUrl, dataDir, log }) => {
    checkWeight((line) => console.log(line))
    await runStage('browser tests', ['node_modules/@playwright/test/cli.js', 'test', ...args], signal, {
      E2E_BASE_URL: baseUrl,
      E2E_BROWSER: browser,
      E2E_DATA_DIR: dataDir,
      E2E_SERVER_LOG: log,
    })
  })
}
