import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { StartError } from '#lib/platform/start-error.ts'

const installMs = 5 * 60_000

/** Where systems and people put a Chromium or Chrome. */
const wellKnown = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap((name) =>
    (process.env.PATH ?? '').split(':').map((folder) => join(folder, name)),
  ),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * A Chromium for the browser tests: Playwright's own, else the system's, else one that is installed now, by Playwright or
 * by apt. Throws `StartError` with what to install when none can be had.
 */
export function findBrowser(say: (line: string) => void): string {
  const found = [chromium.executablePath(), ...wellKnown].find(runs)
  if (found) return found
  say('No browser found; installing one with Playwright.')
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], inherited)
  if (runs(chromium.executablePath())) return chromium.executablePath()
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say("That did not work; installing the system's Chromium with apt-get.")
    spawnSync('apt-get', ['update', '-q'], inherited)
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], inherited)
    const installed = wellKnown.find(runs)
    if (installed) return installed
  }
  throw new StartError(
    'The browser tests need Chromium, and it could not be installed. Install it with your system (on Debian: apt-get install chromium) ' +
      'or with: npx playwright install --with-deps chromium',
  )
}

const inherited = { stdio: 'inherit', timeout: installMs } as const

/** Being there is not enough: a browser without its libraries does not even tell its version. */
const runs = (path: string) =>
  existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
