import { type Answer, type Exchange, json } from '../shared/exchange.ts'
import { refusal } from './codes.ts'
import { flag, integer, type Parameters } from './parameters.ts'
import type { Credentials, OwnNumber, Settings } from './settings.ts'

export type Account = { credentials: Credentials; find: (phone: string) => OwnNumber | undefined }

export type AccountDesk = { settings: Settings; account: Account; apiAddress: (exchange: Exchange) => string }

/** GetAccountInfo. `api_key` is missing: it is shown to logins with a password only. */
export function getAccountInfo(exchange: Exchange, desk: AccountDesk, parameters: Parameters): Answer {
  const { settings, account } = desk
  if ([...parameters.keys()].some((name) => name !== 'return_live_balance'))
    return refusal(exchange, settings, 101)
  const live = flag(parameters.get('return_live_balance'), true)
  if (live === null) return refusal(exchange, settings, 101)
  return json(200, {
    result: {
      account_id: account.credentials.account_id,
      account_name: 'longwave',
      account_email: account.credentials.account_email,
      active: settings.active,
      frozen: settings.frozen,
      created: '2024-01-15 09:00:00',
      currency: settings.currency,
      ...(live && { live_balance: settings.balance }),
      balance: settings.balance,
      credit_limit: settings.creditLimit,
      language_code: 'en',
      location: 'UTC',
      a2p_sms_enabled: settings.a2pEnabled,
      callback_url: settings.callbackUrl,
    },
    api_address: desk.apiAddress(exchange),
  })
}

const LISTING = 'sms_supported count offset country_code phone_number phone_category_name'.split(' ')

/** GetPhoneNumbers, with the filters that have to do with SMS. */
export function getPhoneNumbers(exchange: Exchange, desk: AccountDesk, parameters: Parameters): Answer {
  const { settings } = desk
  if ([...parameters.keys()].some((name) => !LISTING.includes(name))) return refusal(exchange, settings, 101)
  const count = integer(parameters.get('count'), 20, 1, 1_000)
  const offset = integer(parameters.get('offset'), 0, 0, 1e9)
  if (count === null || offset === null) return refusal(exchange, settings, 497)
  const wanted = parameters.get('sms_supported')
  const supported = flag(wanted, true)
  if (supported === null) return refusal(exchange, settings, 101)
  const equals = (name: string, value: string) => [undefined, value].includes(parameters.get(name))
  const matching = settings.ownNumbers.filter(
    (own) =>
      (wanted === undefined || own.is_sms_supported === supported) &&
      equals('country_code', own.phone_country_code) &&
      equals('phone_number', own.phone_number) &&
      equals('phone_category_name', own.phone_category_name),
  )
  const rows = matching
    .slice(offset, offset + count)
    .map(({ incoming_sms_callback_url: url, ...own }, at) => ({
      phone_id: 5_001 + offset + at,
      ...own,
      phone_price: 1,
      canceled: false,
      auto_charge: true,
      phone_next_renewal: '2030-01-01',
      ...(url && { incoming_sms_callback_url: url }),
    }))
  return json(200, { result: rows, total_count: matching.length, count: rows.length })
}

/** ControlSms: switches SMS on or off for one bought number. */
export function controlSms(exchange: Exchange, desk: AccountDesk, parameters: Parameters): Answer {
  const { settings, account } = desk
  const refuse = (code: number) => refusal(exchange, settings, code)
  if ([...parameters.keys()].some((name) => !['phone_number', 'command'].includes(name))) return refuse(101)
  const command = parameters.get('command')
  if (command !== 'enable' && command !== 'disable') return refuse(101)
  const own = account.find(parameters.get('phone_number') ?? '')
  if (!own) return refuse(121)
  if (!own.is_sms_supported) return refuse(528)
  own.is_sms_enabled = command === 'enable'
  return json(200, { result: 1 })
}
