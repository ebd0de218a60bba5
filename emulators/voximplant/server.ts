/**
 * Voximplant's Management API, the methods that have to do with SMS, as its documents describe them:
 * https://docs.voximplant.ai/api-reference/management-api/reference/sms/send-sms-message (and its sister pages)
 * https://voximplant.com/docs/references/httpapi/sms · https://voximplant.com/docs/guides/managementapi/jwt
 * https://voximplant.com/docs/guides/management-api/callbacks · https://github.com/voximplant/apiclient-nodejs
 *
 * Assumed, because no page says it:
 * - errors come with HTTP 200 (setting `errorStatus`); an unknown parameter is 101;
 * - a plus before a number is refused (422, 423, 121); more than 100 destinations are 497, a long text 499;
 * - money that runs out in the middle of an A2P list fails the rest with 127, number by number;
 * - the history lists the newest first, and its dates are compared in whole seconds;
 * - inbound callbacks have the type `sms_inbound`; nothing is repeated when it is not answered.
 */
import { type Base, type Company, type Emulator, openEmulator, type Where } from '../shared/emulator.ts'
import { type Answer, type Exchange, json } from '../shared/exchange.ts'
import { createPusher } from '../shared/pusher.ts'
import type { Operation } from '../shared/server.ts'
import { controlSms, getAccountInfo, getPhoneNumbers } from './account.ts'
import { createCallbacks } from './callbacks.ts'
import { refusal } from './codes.ts'
import { createHistory, getHistory } from './history.ts'
import { type Command, type Parameters, readCommand } from './parameters.ts'
import { a2pSendSms, type Desk, sendSmsMessage } from './sending.ts'
import {
  type Credentials,
  canonical,
  defaults,
  KINDS,
  type Message,
  type Role,
  type Settings,
} from './settings.ts'
import { createTokenCheck, makeCredentials } from './token.ts'

type Method = {
  roles: readonly Role[]
  sends?: boolean
  /** Where its numbers stand. */
  destination?: string
  run: (exchange: Exchange, parameters: Parameters) => Answer | Promise<Answer>
}

const ADMINS = ['Owner', 'Admin'] as const

function methods(desk: Desk, apiAddress: (exchange: Exchange) => string): Readonly<Record<string, Method>> {
  const account = { ...desk, apiAddress }
  return {
    SendSmsMessage: {
      roles: [...ADMINS, 'Developer', 'CallsSMS'],
      sends: true,
      destination: 'destination',
      run: (exchange, parameters) => sendSmsMessage(exchange, desk, parameters),
    },
    A2PSendSms: {
      roles: ['CallsSMS'],
      sends: true,
      destination: 'dst_numbers',
      run: (exchange, parameters) => a2pSendSms(exchange, desk, parameters),
    },
    GetSmsHistory: {
      roles: [...ADMINS, 'Developer', 'Supervisor', 'Accountant', 'CallsSMS'],
      run: (exchange, parameters) => getHistory(exchange, desk, parameters, 'sms'),
    },
    A2PGetSmsHistory: {
      roles: [...ADMINS, 'CallsSMS'],
      run: (exchange, parameters) => getHistory(exchange, desk, parameters, 'a2p'),
    },
    ControlSms: {
      roles: [...ADMINS, 'Developer', 'CallsSMS'],
      run: (exchange, parameters) => controlSms(exchange, account, parameters),
    },
    GetPhoneNumbers: {
      roles: [...ADMINS, 'Developer', 'Supervisor', 'Accountant', 'CallsSMS'],
      run: (exchange, parameters) => getPhoneNumbers(exchange, account, parameters),
    },
    GetAccountInfo: {
      roles: [...ADMINS, 'Developer', 'Supervisor', 'Accountant', 'CallsSMS'],
      run: (exchange, parameters) => getAccountInfo(exchange, account, parameters),
    },
  }
}

type CheckToken = (authorization: string | undefined) => number

/** What stands before every method: the token, the command, the role, the account. */
function createGate(settings: Settings, checkToken: CheckToken, known: Readonly<Record<string, Method>>) {
  return (exchange: Exchange, command: Command | null): Answer | Promise<Answer> => {
    const refuse = (code: number) => refusal(exchange, settings, code)
    const forced = exchange.hazard('refuse-all')
    if (forced) return refusal(exchange, settings, Number(forced.code ?? 1), forced.message)
    const code = checkToken(exchange.header('authorization'))
    if (code) return refuse(code)
    if (!command) return refuse(101)
    if (command.name === '') return refuse(102)
    const method = known[command.name]
    if (!method) return refuse(103)
    if (!method.roles.some((role) => settings.roles.includes(role))) return refuse(104)
    if (method.sends && (settings.frozen || !settings.active)) return refuse(5)
    return method.run(exchange, command.parameters)
  }
}

const numbersOf = (command: Command, method: Method | undefined): string[] => {
  const list = method?.destination ? command.parameters.get(method.destination) : undefined
  return list ? list.split(';').map(canonical) : []
}

function build(base: Base<Settings>, credentials: Credentials) {
  const { settings, clock } = base
  const pusher = createPusher(clock)
  const history = createHistory(settings.maxMessages)
  const account = {
    credentials,
    find: (phone: string) => settings.ownNumbers.find((own) => own.phone_number === phone),
  }
  const callbacks = createCallbacks({ settings, account, history, pusher, clock })
  const pushState = async (message: Message, state: string, due: number) => {
    if (!settings.a2pPush || !settings.callbackUrl) return
    const { id, from, to } = message
    const body = callbacks.delivery({ id, source_number: from, status: state, destination_numbers: to })
    const push = { url: settings.callbackUrl, method: 'POST', body }
    if (due > 0) pusher.schedule(due, push)
    else await pusher.now(push)
  }
  const known = methods({ ...base, account, history, pushState }, (exchange) =>
    String(exchange.header('host') ?? ''),
  )
  const gate = createGate(settings, createTokenCheck(credentials, settings), known)
  return {
    api: {
      maxBody: 1024 * 1024,
      find: (exchange: Exchange): Operation | undefined => {
        if (!/^\/platform_api(\/|$)/.test(exchange.path)) return undefined
        if (exchange.method !== 'POST' && !(settings.allowGet && exchange.method === 'GET')) return undefined
        const command = readCommand(exchange)
        const method = known[command?.name ?? '']
        return {
          name: command?.name && method ? command.name : 'unknown',
          sends: method?.sends ?? false,
          numbers: () => (command ? numbersOf(command, method) : []),
          run: () => gate(exchange, command),
        }
      },
      absent: (exchange: Exchange) => ({ ...refusal(exchange, settings, 103), status: 404 }),
      failure: (_exchange: Exchange, status: number, msg = 'Internal error.') =>
        json(status, { error: { code: status === 429 ? 340 : 2, msg } }),
    },
    account: (url: string) => ({
      settings: { baseUrl: url, allowPrivateHosts: true },
      secrets: { ...credentials, api_key: settings.apiKey },
    }),
    extra: {
      /** The file that the control panel would offer. */
      credentials: (): Credentials => credentials,
      /** What was sent and received, oldest first; of one destination, or all. */
      messages: (to?: string): Message[] => (to === undefined ? history.all() : history.newest(to).reverse()),
      inbound: callbacks.inbound,
      minBalance: callbacks.minBalance,
      /** The hash that a callback of this id carries. */
      hashOf: callbacks.hashOf,
      pushes: pusher.made,
      settled: pusher.settled,
    },
    reset: () => {
      history.clear()
      pusher.reset()
    },
    close: pusher.close,
  }
}

export type Options = Partial<Settings> & Where & { credentials?: Credentials }

/** Starts it on a free loopback port (or `port`), with the given service account or a new one. */
export async function startEmulator(options: Options = {}): Promise<Emulator<VoximplantControl>> {
  const { credentials, ...rest } = options
  const used = credentials ?? (await makeCredentials())
  return openEmulator(companyOf(used), rest)
}

const companyOf = (credentials: Credentials) =>
  ({
    name: 'voximplant',
    path: '/platform_api',
    defaults,
    kinds: KINDS,
    canonical,
    build: (base: Base<Settings>) => build(base, credentials),
  }) satisfies Company<Settings, object>

type Opened = Awaited<ReturnType<typeof openEmulator<Settings, ReturnType<typeof build>['extra']>>>
type VoximplantControl = Opened['control']
