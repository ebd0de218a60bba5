import { startRehearsal } from '../../../emulators/rehearsal/server.ts'
import { describeProvider } from '../contract.ts'
import { rehearsal } from './index.ts'

const shares = { accept: 0, some: 50, refuse: 100 }

const start = async () => {
  const server = await startRehearsal({ keep: 1_000 })
  const received = () =>
    server.logbook
      .after(0, 1_000)
      .map(({ to, sender, text, reference }) => ({ to, sender, text, accepted: reference !== null }))
  return { url: server.url, received, stop: server.stop }
}

for (const batchSize of [1, 5]) {
  describeProvider(rehearsal, start, {
    settings: (_url, scenario) => ({
      refusedPercent: shares[scenario],
      batchSize,
      latencyMs: 5,
      receiptDelayMs: 50,
      receiptJitterMs: 20,
    }),
    secrets: {},
    sender: 'REHEARSAL',
    number: (n) => `6681234${1000 + n}`,
    invalid: [{ address: null }, { settings: { latencyMs: -1 } }, { settings: { receipts: 'perhaps' } }],
  })
}
