import { startEmulator } from '../../../emulators/send2/server.ts'
import { describeProvider } from '../contract.ts'
import type { Scenario } from '../contract-bench.ts'
import { send2 } from './index.ts'

const start = async () => {
  const { url, control, close } = await startEmulator({ receiptMs: 20 })
  return {
    url,
    behave: (scenario: Scenario) => {
      if (scenario === 'accept') return
      control.hazard({ kind: 'refuse', share: scenario === 'some' ? 0.5 : 1 })
    },
    received: () =>
      control
        .messages()
        .map(({ to, text, sender }) => ({ to, text, sender: String(sender), accepted: true })),
    stop: close,
  }
}

describeProvider(send2, start, {
  settings: (url) => ({ baseUrl: url }),
  secrets: { token: 'send2-token' },
  sender: '12345',
  number: (n) => `2547220000${10 + n}`,
  invalid: [
    { secrets: {} },
    { secrets: { token: 'two words' } },
    { settings: { baseUrl: 'no address' } },
    { settings: { baseUrl: 'https://user:word@sms.send-2.com' } },
    { settings: { baseUrl: 'https://sms.send-2.com/?key=1' } },
    { settings: { pollAfterSeconds: [60, 10] } },
  ],
})
