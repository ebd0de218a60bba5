import { createHash } from 'node:crypto'
import type { Pusher } from '../shared/pusher.ts'
import type { Account } from './account.ts'
import type { History } from './history.ts'
import type { Settings } from './settings.ts'

/** A text that somebody sends to one of the account's numbers. */
type InboundSms = {
  from: string
  to: string
  text: string
  /** `single`: the fields directly under `sms_inbound`. The SDK's types nest them twice. */
  nesting?: 'double' | 'single'
  /** Uses this id instead of a new one, as a repeated call would. */
  callbackId?: number
  /** Signs with a wrong hash. */
  badHash?: boolean
  /** Puts it into one request so many times. */
  copies?: number
}

export type Callbacks = {
  /** Delivers it; the status of the answer, null when there was none. */
  inbound: (sms: InboundSms) => Promise<number | null>
  /** Tells that the balance is low. */
  minBalance: () => Promise<number | null>
  /** The item of an A2P state; the field's name is a guess. */
  delivery: (delivery: Record<string, unknown>) => string
  hashOf: (callbackId: number) => string
}

export type CallbackDesk = {
  settings: Settings
  account: Account
  history: History
  pusher: Pusher
  clock: { now: () => number }
}

/**
 * What the company posts to its customer: `{"callbacks": [item, …]}`. `hash` is the MD5 of salt, account id, API key
 * and callback id in hex; it does not cover the content.
 */
export function createCallbacks({ settings, account, history, pusher, clock }: CallbackDesk): Callbacks {
  let lastId = 70_000
  const { credentials } = account
  const hashOf = (callbackId: number) =>
    createHash('md5')
      .update(`${settings.salt}${credentials.account_id}${settings.apiKey}${callbackId}`)
      .digest('hex')
  const item = (type: string, content: Record<string, unknown>, id = ++lastId) => ({
    callback_id: id,
    type,
    account_id: credentials.account_id,
    hash: hashOf(id),
    account_name: 'longwave',
    account_email: credentials.account_email,
    account_first_name: 'Long',
    account_last_name: 'Wave',
    language_code: 'en',
    balance: settings.balance,
    currency: settings.currency,
    ...content,
  })
  const post = (url: string, items: readonly object[]) =>
    pusher.now({ url, method: 'POST', body: JSON.stringify({ callbacks: items }) })
  return {
    hashOf,
    inbound: ({ from, to, text, nesting = 'double', callbackId, badHash, copies = 1 }) => {
      const own = account.find(to)
      const fields = { source_number: from, destination_number: to, sms_body: text }
      const inner = nesting === 'double' ? { sms_inbound: fields } : fields
      const one = item('sms_inbound', { sms_inbound: inner }, callbackId)
      if (badHash) one.hash = '0'.repeat(32)
      settings.balance -= settings.price
      history.add({
        kind: 'sms',
        direction: 'IN',
        from,
        to,
        text,
        stored: settings.storeBodyByDefault,
        fragments: 1,
        cost: settings.price,
        failure: null,
        at: clock.now(),
        timeline: [{ after: 0, state: 'DELIVERED' }],
      })
      const url = own?.incoming_sms_callback_url || settings.callbackUrl
      return post(url, Array<object>(copies).fill(one))
    },
    minBalance: () =>
      post(settings.callbackUrl, [
        item('min_balance', { min_balance: { is_min_credit: false, is_repeated: false } }),
      ]),
    delivery: (delivery) =>
      JSON.stringify({ callbacks: [item('a2p_sms_delivery', { a2p_sms_delivery: delivery })] }),
  }
}
