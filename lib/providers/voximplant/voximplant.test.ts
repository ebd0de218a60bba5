import { generateKeyPairSync } from 'node:crypto'
import { startEmulator } from '../../../emulators/voximplant/server.ts'
import { describeProvider } from '../contract.ts'
import type { Scenario } from '../contract-bench.ts'
import { voximplant } from './index.ts'
import { makeCredentials } from './test-credentials.ts'

const credentials = makeCredentials()
const otherKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

const start = async () => {
  const { url, control, close } = await startEmulator({ credentials, receiptMs: 0 })
  return {
    url,
    behave: (scenario: Scenario) => {
      if (scenario === 'refuse') control.hazard({ kind: 'refuse-all', code: 127 })
      if (scenario === 'some') control.hazard({ kind: 'refuse', code: 385, share: 0.5 })
    },
    received: () =>
      control
        .messages()
        .map(({ to, text, from, failure }) => ({ to, text, sender: from, accepted: failure === null })),
    stop: close,
  }
}

for (const service of ['two-way', 'a2p'] as const) {
  for (const parameters of ['form', 'query'] as const) {
    describeProvider(voximplant, start, {
      settings: (url) => ({ baseUrl: url, service, parameters }),
      secrets: credentials,
      sender: '447443332211',
      number: (n) => `4474433340${10 + n}`,
      bestReceipt: service === 'a2p' ? 'delivered' : 'accepted',
      invalid: [
        { secrets: {} },
        { secrets: { ...credentials, private_key: 'secret' } },
        { secrets: { ...credentials, private_key: otherKey } },
        { secrets: { ...credentials, account_id: 'longwave' } },
        { secrets: { ...credentials, key_id: '' } },
        { settings: { baseUrl: 'voximplant' } },
        { settings: { service: 'one-way' } },
      ],
    })
  }
}
