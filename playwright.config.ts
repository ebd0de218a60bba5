import { defineConfig } from '@playwright/test'

// scripts/browser-tests.ts starts the server, finds the browser and says here where they are.
export default defineConfig({
  testDir: 'e2e',
  // One installation serves all journeys, so they follow one another.
  workers: 1,
  fullyParallel: false,
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
