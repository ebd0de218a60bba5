import { wallClock } from '../shared/clock.ts'
import { type Answer, type Exchange, json, strangeKey } from '../shared/exchange.ts'
import { BEFORE_ANSWER, stepAt } from '../shared/fates.ts'
import type { Push, Pusher } from '../shared/pusher.ts'
import { refusal } from './answers.ts'
import { checkAccount, type Desk, readFields } from './sending.ts'
import { type Message, NAIROBI, type Settings } from './settings.ts'

/** Only 32 is published; the others are numbers that stand apart from it. */
const STATUS: Readonly<Record<string, number>> = { DeliveredToTerminal: 32, SentToNetwork: 1, Scheduled: 0 }

const pad = (value: number) => String(value).padStart(2, '0')
const duration = (seconds: number) =>
  `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`

type Account = { fields: Record<string, unknown> } | { answer: Answer }

function enter(exchange: Exchange, desk: Desk, allowed: readonly string[]): Account {
  const refuse = (code: number) => ({ answer: refusal(exchange, desk.settings, code) })
  const forced = exchange.hazard('refuse-all')
  if (forced) return refuse(Number(forced.code ?? 4090))
  const fields = readFields(exchange, desk.settings)
  if (typeof fields === 'number') return refuse(fields)
  const code = checkAccount(fields, desk.settings)
  if (code) return refuse(code)
  return strangeKey(fields, ['apikey', 'partnerID', ...allowed]) === undefined ? { fields } : refuse(1009)
}

/** `getdlr`: the report about one id. Nobody knows what an unknown id gets; here "No dlr", as in the sample. */
export function getReport(exchange: Exchange, desk: Desk): Answer {
  const { settings, clock, store } = desk
  const account = enter(exchange, desk, ['messageID'])
  if ('answer' in account) return account.answer
  const { messageID } = account.fields
  if (typeof messageID !== 'string') return refusal(exchange, settings, 1009)
  const message = store.get(messageID)
  if (!message) return refusal(exchange, settings, 1009, 'No dlr')
  const now = clock.now()
  const waiting = now < message.due
  const step = waiting ? { after: 0, state: 'Scheduled' } : stepAt(message.timeline, now - message.due)
  if (!step)
    return refusal(
      exchange,
      settings,
      settings.pendingCode,
      settings.pendingCode === 1009 ? 'No dlr' : undefined,
    )
  const after = Math.max(step.after, 0)
  return json(200, {
    [exchange.hazard('misspelt-key') ? 'respose-code' : 'response-code']: 200,
    'message-id': message.id,
    'response-description': 'Success',
    'delivery-status': STATUS[step.state] ?? 2,
    'delivery-description': step.state,
    'delivery-tat': duration(Math.round(after / 1000)),
    'delivery-networkid': message.network,
    'delivery-time': wallClock(message.due + after, NAIROBI),
  })
}

/** `getbalance`: the credit is a text. */
export function getBalance(exchange: Exchange, desk: Desk): Answer {
  const account = enter(exchange, desk, [])
  if ('answer' in account) return account.answer
  return json(200, {
    'response-code': 200,
    credit: desk.settings.credit.toFixed(2),
    'partner-id': desk.settings.partnerID,
  })
}

/** Method and content type of the company's calls are not stated, so all three forms can be had. */
export function pushOf(url: string, settings: Settings, values: Record<string, string>): Push {
  const text = new URLSearchParams(values).toString()
  if (settings.callbackMethod === 'GET' || settings.callbackForm === 'query') {
    const joined = `${url}${url.includes('?') ? '&' : '?'}${text}`
    return { url: joined, method: settings.callbackMethod }
  }
  return settings.callbackForm === 'form'
    ? { url, method: 'POST', contentType: 'application/x-www-form-urlencoded', body: text }
    : { url, method: 'POST', contentType: 'application/json', body: JSON.stringify(values) }
}

/** The report as it is pushed: no number, no account, no signature. */
function reportPush(message: Message, step: { after: number; state: string }, settings: Settings): Push {
  const after = Math.max(step.after, 0)
  return pushOf(settings.callbackUrl, settings, {
    description: step.state,
    messageid: message.id,
    timeTaken: `${Math.round(after / 1000)}s`,
    timestamp: wallClock(message.due + after, NAIROBI),
  })
}

/** Schedules the pushes of one SMS; those marked to come before the answer are made now. */
export function announce(message: Message, settings: Settings, pusher: Pusher): Promise<void> | undefined {
  if (!settings.callbackUrl) return undefined
  const early: Push[] = []
  for (const step of message.timeline) {
    const push = reportPush(message, step, settings)
    if (step.after === BEFORE_ANSWER) early.push(push)
    else pusher.schedule(message.due + step.after, push)
  }
  if (early.length === 0) return undefined
  return early.reduce<Promise<void>>(
    (done, push) => done.then(() => pusher.now(push)).then(() => undefined),
    Promise.resolve(),
  )
}
