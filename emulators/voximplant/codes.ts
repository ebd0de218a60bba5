import { type Answer, type Exchange, json } from '../shared/exchange.ts'
import type { Settings } from './settings.ts'

/** The codes of the Management API that concern SMS, with the words of its reference. */
export const MEANINGS: Readonly<Record<number, string>> = {
  1: 'Fatal error.',
  2: 'Internal error.',
  4: 'DB error.',
  5: 'Billing failed.',
  14: 'SMS gateway error.',
  100: 'Authorization failed.',
  101: 'Invalid arguments.',
  102: 'Missing command.',
  103: 'Unknown command.',
  104: 'The command is forbidden.',
  121: 'Invalid phone number.',
  127: 'Insufficient money.',
  340: 'The rate limit is exceeded.',
  385: 'SMS failed to send.',
  386: 'SMS is disabled for the phone number.',
  422: "Invalid 'source' parameter.",
  423: "Invalid 'destination' parameter.",
  447: 'Invalid token format.',
  454: 'The token TTL is too long.',
  455: 'The token was issued in the future.',
  456: 'The token is expired.',
  470: "Invalid 'direction' parameter.",
  497: 'The parameter value is out of range.',
  499: 'The parameter is too long.',
  506: 'No route for the phone numbers.',
  507: "Invalid 'src_number' parameter.",
  508: "Invalid 'text' parameter.",
  509: 'A2P SMS is disabled.',
  515: 'The same operation has been done recently.',
  528: 'SMS is not supported.',
}

/** A refusal: an object `error` with `code` and `msg`, HTTP 200 unless told otherwise. */
export function refusal(exchange: Exchange, settings: Settings, code: number, words?: string): Answer {
  const status = exchange.hazard('error-status')?.status ?? settings.errorStatus
  const error = { code, msg: words ?? MEANINGS[code] ?? 'Unknown error.' }
  if (exchange.hazard('bare-error')) return json(status, error)
  return json(status, exchange.hazard('errors-plural') ? { errors: [error] } : { error })
}
