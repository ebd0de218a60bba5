import { startEmulator } from '../../../emulators/mesms/server.ts'
import { describeProvider } from '../contract.ts'
import type { Scenario } from '../contract-bench.ts'
import { mesms } from './index.ts'

const number = (n: number) => `66812345${100 + n}`

const start = async () => {
  const { url, control, close } = await startEmulator({ receiptMs: 20 })
  return {
    url,
    behave: (scenario: Scenario) => {
      if (scenario === 'refuse') control.hazard({ kind: 'refuse-all' })
      // Requests that name one of these are refused as a whole.
      if (scenario === 'some') control.hazard({ kind: 'refuse-all', numbers: [1, 6, 7, 23].map(number) })
    },
    received: () => control.messages().map(({ to, text, sender }) => ({ to, text, sender, accepted: true })),
    stop: close,
  }
}

for (const batchSize of [1, 4, 5_000]) {
  describeProvider(mesms, start, {
    settings: (url) => ({ baseUrl: url, batchSize, pageSize: 2 }),
    secrets: { apiKey: 'mesms-key' },
    sender: 'LONGWAVE',
    number,
    invalid: [
      { secrets: {} },
      { secrets: { apiKey: 'line\nbreak' } },
      { settings: { baseUrl: '' } },
      { settings: { batchSize: 0 } },
      { settings: { cancelPath: '/api/v2/sms/cancel' } },
      { settings: { listPath: 'https://elsewhere.example/sms' } },
    ],
  })
}
