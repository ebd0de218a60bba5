import { defineConfig } from '@playwright/test'

/** It says how to begin, and is told so only where nobody has begun. */
const first = 'first-run.spec.ts'
/** What measures, and what changes the product for everybody who uses it meanwhile. */
const alone = [
  'early-settings',
  'message-approval',
  'the-database-stands-still',
  'two-million',
  'typing',
].map((name) => `${name}.spec.ts`)
/** The longest of all begins before the others, which then end with it. */
const longest = 'screens.spec.ts'

// scripts/browser-tests.ts starts the server, finds the browser and says here where they are.
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/at-any-hour.ts',
  // One installation serves all journeys. They wait more than they work, so three of them share two cores well.
  workers: 3,
  fullyParallel: false,
  projects: [
    { name: 'first run', testMatch: first },
    { name: 'screens', dependencies: ['first run'], testMatch: longest },
    { name: 'journeys', dependencies: ['first run'], testIgnore: [first, longest, ...alone] },
    { name: 'alone', dependencies: ['screens', 'journeys'], testMatch: alone, workers: 1 },
  ],
  forbidOnly: true,
  // On a busy machine an hour-glass is no fault; what hangs is found all the same.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? 'http://127.0.0.1:3000',
    browserName: 'chromium',
    locale: 'en-GB',
    launchOptions: process.env.E2E_BROWSER ? { executablePath: process.env.E2E_BROWSER } : {},
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
})
