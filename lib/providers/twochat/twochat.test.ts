import { startEmulator } from '../../../emulators/twochat/server.ts'
import { describeProvider } from '../contract.ts'
import type { Scenario } from '../contract-bench.ts'
import { twochat } from './index.ts'

const start = async () => {
  const { url, control, close } = await startEmulator()
  return {
    url,
    behave: (scenario: Scenario) => {
      if (scenario === 'accept') return
      control.hazard({ kind: 'refuse', share: scenario === 'some' ? 0.5 : 1 })
    },
    received: () =>
      control.messages().map(({ to, text, from }) => ({ to, text, sender: from, accepted: true })),
    stop: close,
  }
}

describeProvider(twochat, start, {
  settings: (url) => ({ baseUrl: url }),
  secrets: { apiKey: 'twochat-api-key' },
  sender: '+17137157533',
  number: (n) => `4420794609${10 + n}`,
  invalid: [
    { secrets: {} },
    { secrets: { apiKey: '' } },
    { settings: { baseUrl: 'ftp://api.p.2chat.io/open' } },
    { settings: { refusedCountries: ['USA'] } },
    { settings: { requestsPerMinute: 0 } },
  ],
})
