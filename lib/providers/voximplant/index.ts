import { AppError } from '#lib/shared/errors.ts'
import { withPath } from '../base-url.ts'
import { defineProvider } from '../define-provider.ts'
import { sendDivided, sendInTurn } from '../divide-request.ts'
import { openHttp } from '../http-client.ts'
import type { Capabilities, Connection, OutgoingSms, SendOutcome, SendRequest } from '../provider.ts'
import { SecondChances } from '../second-chances.ts'
import { checkAccount, enableNumber, listNumbers, readBalance } from './account.ts'
import { Api, withoutPlus } from './api.ts'
import { readCallbacks } from './callbacks.ts'
import { FORBIDDEN } from './codes.ts'
import { History } from './history.ts'
import { readA2p, readTwoWay } from './outcomes.ts'
import { type VoximplantSettings, voximplantSecrets, voximplantSettings } from './settings.ts'
import { Tokens } from './tokens.ts'

const SECOND = 1_000

/** Voximplant's Management API, https://docs.voximplant.ai/api-reference/management-api. */
export const voximplant = defineProvider({
  name: 'voximplant',
  words: {
    title: 'Voximplant',
    about: 'Two-way and business texts in many countries; people can reply.',
    th: { title: 'Voximplant', about: 'ข้อความสองทางและข้อความธุรกิจในหลายประเทศ ผู้รับตอบกลับได้' },
  },
  settings: voximplantSettings,
  secrets: voximplantSecrets,
  capabilities: (settings): Capabilities => ({
    batch: { size: isA2p(settings) ? 100 : 1, texts: 'one' },
    textLimit: { characters: isA2p(settings) ? 1_600 : 765, parts: settings.maxParts },
    encoding: 'any',
    hashedNumbers: false,
    refusedCountries: [],
    nativeSchedule: 'none',
    // Deliveries that are pushed are read, but nothing says that they ever are.
    receipts: { push: false, poll: settings.pollAfterSeconds.map((age) => age * SECOND), perQuestion: 100 },
    // A SenderID cannot be answered.
    ...(!isA2p(settings) && { replies: 'with-id' as const }),
    balance: true,
    // SenderIDs are installed by Voximplant's staff and listed nowhere.
    senderList: !isA2p(settings),
    ...(!isA2p(settings) && { senderEnable: true }),
    senderForm: isA2p(settings) ? 'text' : 'e164',
    lookup: true,
    lookupDelayMs: settings.lookupDelaySeconds * SECOND,
    timeoutMs: settings.timeoutSeconds * SECOND,
    preview: false,
    defaultRate: 5,
  }),
  connect: ({ settings, secrets, allowPrivateHosts, maxConnections, timeoutMs, now }): Connection => {
    const baseUrl = withPath(settings.baseUrl, '/platform_api')
    const http = openHttp({ baseUrl, allowPrivateHosts, maxConnections, timeoutMs })
    const api = new Api(http, new Tokens(secrets, now), settings.parameters)
    return connectionOver(api, settings, now, () => http.close())
  },
  readCallback: ({ body }, { settings, secrets }) => readCallbacks(body, secrets, settings.deliveryField),
})

const isA2p = ({ service }: Pick<VoximplantSettings, 'service'>) => service === 'a2p'

const connectionOver = (
  api: Api,
  settings: VoximplantSettings,
  now: () => Date,
  close: () => Promise<void>,
): Connection => {
  const history = new History(api, settings.service, now)
  const store_body = String(settings.storeBody)
  const chances = new SecondChances(settings.failurePauseSeconds)
  const around = () => ({ settings, failurePauseMs: chances.pauseMs, now: now() })

  const sendTwoWay = async (sms: OutgoingSms, { sender, mayStart }: SendRequest): Promise<SendOutcome> => {
    const parameters = { source: withoutPlus(sender), destination: sms.to, sms_body: sms.text, store_body }
    return readTwoWay(await api.call('SendSmsMessage', parameters, mayStart), sms, around())
  }

  const sendA2p = (messages: readonly OutgoingSms[], { sender, mayStart }: SendRequest) =>
    sendDivided(messages, async (part) => {
      const parameters = {
        src_number: withoutPlus(sender),
        dst_numbers: part.map(({ to }) => to).join(';'),
        text: part[0]?.text ?? '',
        store_body,
      }
      return readA2p(await api.call('A2PSendSms', parameters, mayStart), part, around())
    })

  const send = (request: SendRequest): Promise<SendOutcome[]> => {
    if (isA2p(settings)) return sendA2p(request.messages, request)
    return sendInTurn(
      request.messages.map((sms) => ({ count: 1, send: async () => [await sendTwoWay(sms, request)] })),
    )
  }

  return {
    send,
    pollReceipts: (queries) => history.pollReceipts(queries),
    findSent: (queries, mayAsk) => history.findSent(queries, mayAsk),
    balance: () => readBalance(api),
    ...(!isA2p(settings) && {
      listSenders: () => listNumbers(api),
      enableSender: (value: string) => enableNumber(api, value),
    }),
    test: async () => {
      await checkAccount(api, settings.service).catch(unlessForbidden)
      // Without the history there would be no receipts, and nothing in doubt could be looked up.
      await history.test()
    },
    close,
  }
}

/** A service account may be allowed to send and to read the history, but not to see the account it belongs to. */
const unlessForbidden = (error: unknown): void => {
  if (!(error instanceof AppError && error.params.code === FORBIDDEN)) throw error
}
