import { AppError } from '#lib/shared/errors.ts'
import { type Fields, fieldsOf, idOf, numberOf, textOf } from '../answer-fields.ts'
import { notUnderstood } from '../outcomes.ts'
import type { Balance, ListedSender } from '../provider.ts'
import { type Api, withoutPlus } from './api.ts'

const PAGE = 100
const MOST_PAGES = 100

const accountInfo = async (api: Api): Promise<Fields> => {
  const { fields } = await api.ask('GetAccountInfo', { return_live_balance: 'true' })
  const account = fieldsOf(fields.result)
  if (!account) throw notUnderstood(200)
  return account
}

export const readBalance = async (api: Api): Promise<Balance> => {
  const account = await accountInfo(api)
  const value = numberOf(account.balance)
  const unit = textOf(account.currency)
  if (value === null || unit === '') throw notUnderstood(200)
  return { value, unit }
}

/** Throws AppError PROVIDER_UNAVAILABLE, with the reason, for an account that cannot send now. */
export const checkAccount = async (api: Api, service: 'two-way' | 'a2p'): Promise<void> => {
  const account = await accountInfo(api)
  const reason = whyItCannotSend(account, service)
  if (reason) throw new AppError('PROVIDER_UNAVAILABLE', { params: { reason, detail: '' } })
}

const whyItCannotSend = (account: Fields, service: 'two-way' | 'a2p'): string | null => {
  if (isOn(account.frozen)) return 'ACCOUNT_FROZEN'
  if (isOff(account.active)) return 'ACCOUNT_NOT_ACTIVE'
  if (service === 'a2p' && isOff(account.a2p_sms_enabled)) return 'A2P_DISABLED'
  return null
}

const isOn = (value: unknown) => value === true || value === 1 || value === 'true' || value === '1'
const isOff = (value: unknown) => value === false || value === 0 || value === 'false' || value === '0'

/** The account's numbers that can do SMS at all; approved are those that may send now. */
export const listNumbers = async (api: Api): Promise<ListedSender[]> => {
  const numbers = new Map<string, ListedSender>()
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { fields } = await api.ask('GetPhoneNumbers', { count: String(PAGE), offset: String(page * PAGE) })
    if (!Array.isArray(fields.result)) throw notUnderstood(200)
    for (const item of fields.result) {
      const sender = senderIn(fieldsOf(item))
      if (sender) numbers.set(sender.value, sender)
    }
    const total = numberOf(fields.total_count) ?? 0
    if (fields.result.length < PAGE || (page + 1) * PAGE >= total) break
  }
  return [...numbers.values()]
}

const senderIn = (fields: Fields | null): ListedSender | null => {
  const number = idOf(fields?.phone_number)
  if (!fields || number === null || !isOn(fields.is_sms_supported)) return null
  const approved = isOn(fields.is_sms_enabled) && !isOn(fields.deactivated) && !isOff(fields.can_be_used)
  return { value: withoutPlus(number), approved }
}

/** Switches SMS on for a number; it is off when a number has just been bought. */
export const enableNumber = async (api: Api, number: string): Promise<void> => {
  const { fields } = await api.ask('ControlSms', { phone_number: withoutPlus(number), command: 'enable' })
  if (numberOf(fields.result) !== 1) throw notUnderstood(200)
}
