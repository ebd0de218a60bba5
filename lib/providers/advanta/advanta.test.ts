import { startEmulator } from '../../../emulators/advanta/server.ts'
import { describeProvider } from '../contract.ts'
import type { Scenario } from '../contract-bench.ts'
import { advanta } from './index.ts'

const start = async ({ callbackUrl }: { callbackUrl: string }) => {
  const { url, control, close } = await startEmulator({ receiptMs: 0, callbackUrl })
  return {
    url,
    behave: (scenario: Scenario) => {
      if (scenario === 'refuse') control.hazard({ kind: 'refuse-all', code: 1006 })
      if (scenario === 'some') control.hazard({ kind: 'refuse', code: 1003, share: 0.5 })
    },
    received: () =>
      control.messages().map(({ to, text, shortcode }) => ({ to, text, sender: shortcode, accepted: true })),
    stop: close,
  }
}

describeProvider(advanta, start, {
  settings: (url) => ({ baseUrl: url }),
  secrets: { apikey: 'advanta-apikey', partnerID: '12345' },
  sender: 'LONGWAVE',
  number: (n) => `2547120000${10 + n}`,
  lookupByReference: true,
  invalid: [
    { settings: {} },
    { settings: { baseUrl: 'quicksms.advantasms.com' } },
    { settings: { baseUrl: 'https://quicksms.advantasms.com', bulkSize: 0 } },
    { settings: { baseUrl: 'https://quicksms.advantasms.com', listSize: 1001 } },
    { secrets: { apikey: 'advanta-apikey' } },
    { secrets: { apikey: 'two words', partnerID: '12345' } },
    { secrets: { apikey: 'advanta-apikey', partnerID: '' } },
  ],
})
