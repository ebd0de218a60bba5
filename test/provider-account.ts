import { afterEach } from 'vitest'
import { createAccount } from '#lib/accounts/create-account.ts'
import type { AccountView } from '#lib/accounts/schema.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'

type Emulator = {
  name: string
  url: string
  control: { account: () => { settings: Record<string, unknown>; secrets: Record<string, unknown> } }
  close: () => Promise<void>
}

let made = 0

/** Adds an account of the product at an emulator, which ends with the test that started it. */
export function providerAccounts() {
  const running: Emulator[] = []
  afterEach(async () => {
    for (const emulator of running.splice(0)) await emulator.close()
  })
  return async (root: RootCtx, emulator: Emulator, over: object = {}): Promise<AccountView> => {
    running.push(emulator)
    const { settings, secrets } = emulator.control.account()
    return createAccount(root, {
      provider: emulator.name,
      name: `${emulator.name} ${++made}`,
      settings: { ...settings, allowPrivateHosts: true, ...over },
      secrets,
    })
  }
}
