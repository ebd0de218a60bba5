import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { afterAll, beforeAll, expect } from 'vitest'
import { createAccountIn } from '#lib/accounts/create-account.ts'
import { takeCallback } from '#lib/inbox/receive-replies.ts'
import { resumeMessage } from '#lib/messages/control-message.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import { recipientStates } from '#lib/messages/rules.ts'
import { LEASE_MS } from '#lib/messages/rules-doubt.ts'
import type { MessageDetailView, SendInput } from '#lib/messages/schema.ts'
import { sendMessage } from '#lib/messages/send-message.ts'
import { inTx } from '#lib/platform/ctx.ts'
import { createSenderIn } from '#lib/senders/create-sender.ts'
import { AccountLines } from '#lib/sending/account-lines.ts'
import { applyReceipts } from '#lib/sending/apply-receipts.ts'
import type { Line } from '#lib/sending/dispatch-chunk.ts'
import { resolveUnknown } from '#lib/sending/resolve-unknown.ts'
import type { Control } from '../emulators/shared/emulator.ts'
import type { HazardRule } from '../emulators/shared/hazards.ts'
import { type Product, product, until } from './product.ts'
import { addsUp } from './sending.ts'

/**
 * A message through the whole product: plan, dispatch, a company's emulator over HTTP, receipts, final states, ledger; and
 * then what the company would have texted compared with what the database says.
 */

type Books = Pick<Control<never>, 'account' | 'accepted' | 'counts' | 'requests'>
type Company<C extends Books> = { url: string; control: C; close: () => Promise<void> }

export type Whole<C extends Books> = {
  app: Product
  company: () => Company<C>
  accountId: () => number
  /** Sends to these numbers through the company's account and waits until nobody is queued or on the way to it. */
  send: (numbers: readonly Person[], over?: Partial<SendInput>) => Promise<{ id: number; uuid: string }>
  /** Where the company may push to: the account's callback address. */
  callbackUrl: () => string
  /** Whom the message reached by what the database says, number by number. */
  states: (message: { id: number }) => Promise<Map<string, string>>
  /** Waits until receipts have said their last word about everybody but these. */
  reported: (message: { uuid: string }, except?: number) => Promise<MessageDetailView>
  /** Looks up what is in doubt, as if the time for that had come. */
  lookUp: (...messages: { id: number }[]) => Promise<void>
  /** Lets a message that had stopped go on, and waits as `send` does. */
  resume: (message: { uuid: string }) => Promise<void>
  /** Compares the books. */
  audit: (message: { id: number; uuid: string }) => Promise<void>
}

type Person = string | { msisdn: string; variables: Record<string, string> }

type Options<C extends Books> = {
  provider: string
  sender: string
  settings?: Record<string, unknown>
  start: () => Promise<Company<C>>
}

export function whole<C extends Books>({ provider, sender, settings, start }: Options<C>): Whole<C> {
  let company: Company<C>
  let accountId = 0
  const app = product(() => 'http://127.0.0.1:9')
  const callbacks = callbackServer(app)
  beforeAll(async () => {
    company = await start()
    const account = company.control.account()
    await inTx(app.system, async (ctx) => {
      await createAccountIn(ctx, {
        provider,
        name: provider,
        settings: { ratePerSecond: 500, ...account.settings, ...settings },
        secrets: account.secrets,
      })
      await createSenderIn(ctx, { account: provider, value: sender, approve: true })
    })
    const [row] = await app.query<{ token: string; id: number }>(
      'select callback_token as token, id from account where name = $1',
      [provider],
    )
    callbacks.token = row?.token ?? ''
    accountId = row?.id ?? 0
    await app.startWorker()
  })
  afterAll(() => company.close())

  const states = (message: { id: number }) => statesOf(app, message)
  return {
    app,
    company: () => company,
    accountId: () => accountId,
    callbackUrl: () => callbacks.url,
    states,
    send: async (numbers, over) => {
      const recipients = numbers.map(toRecipient)
      const source = { kind: 'list' as const, recipients }
      const input = { content: 'Hello there', variables: {}, sender, source, ...over }
      const { uuid } = await sendMessage(app.operator, input, 'api')
      const [row] = await app.query<{ id: string }>('select id from message where uuid = $1', [uuid])
      await atRest(app, uuid)
      return { id: Number(row?.id), uuid }
    },
    resume: async ({ uuid }) => {
      await resumeMessage(app.operator, uuid)
      await atRest(app, uuid)
    },
    reported: ({ uuid }, except = 0) =>
      until(
        () => getMessage(app.operator, uuid),
        ({ counts, noReceipt }) => counts.accepted - noReceipt <= except,
      ),
    lookUp: async (...messages) => {
      const ids = messages.map(({ id }) => id)
      await app.query('update chunk set lookup_at = null, doubt_ms = 0 where message_id = any ($1)', [ids])
      const lines = new AccountLines(app.system)
      await resolveUnknown(
        app.system,
        async (accountId) => withoutDelay(await lines.open(accountId)),
        () => false,
      )
      await lines.close()
    },
    audit: async (message) => {
      await applyReceipts(app.system)
      await audit(app, company.control, message, await states(message))
    },
  }
}

const withoutDelay = ({ account, connection }: Line): Line => ({
  account: { ...account, capabilities: { ...account.capabilities, timeoutMs: 0, lookupDelayMs: -LEASE_MS } },
  connection,
})

const toRecipient = (person: Person) => {
  const { msisdn, variables } = typeof person === 'string' ? { msisdn: person, variables: undefined } : person
  return { msisdn: /^\d+$/.test(msisdn) ? `+${msisdn}` : msisdn, ...(variables && { variables }) }
}

async function statesOf(app: Product, { id }: { id: number }): Promise<Map<string, string>> {
  const rows = await app.query<{ msisdn: string; state: number }>(
    'select msisdn, state from recipient where message_id = $1 order by seq',
    [id],
  )
  return new Map(rows.map((row) => [row.msisdn, recipientStates[row.state] ?? '']))
}

const atRest = (app: Product, uuid: string) =>
  until(
    () => getMessage(app.operator, uuid),
    ({ state }) => state === 'sent' || state === 'failed' || state === 'needs_attention',
  )

/** Faults after which nobody can know whether the company took what it was sent. */
const doubtful = new Set([
  'status-before',
  'redirect',
  'reset-before',
  'hang-before',
  'status-after',
  'redirect-after',
  'reset-after',
  'hang-after',
  'html',
  'empty-body',
  'broken-json',
  'half-body',
  'huge-body',
  'garbage',
  'omit',
  'without-data',
  'without-id',
  'without-uuid',
  'refusal-with-id',
])

/** Everybody is accounted for, nobody was taken twice, doubt is only where it is honest, and the money adds up. */
async function audit(
  app: Product,
  control: Books,
  message: { id: number; uuid: string },
  states: Map<string, string>,
) {
  expect(control.counts().numbersAcceptedTwice).toBe(0)
  const accepted = control.accepted()
  const wrong: string[] = []
  for (const [number, state] of states) {
    const taken = accepted.get(number) ?? 0
    const requests = control
      .requests()
      .filter(({ body, path }) => body.includes(number) || path.includes(number))
    const isHonest = requests.some(({ hazards }) => hazards.some((kind) => doubtful.has(kind)))
    if (state === 'queued') wrong.push(`${number} was forgotten`)
    if (['accepted', 'delivered', 'undelivered', 'expired'].includes(state) && taken === 0)
      wrong.push(`${number} is ${state} and was never taken`)
    if (state === 'cancelled' && taken > 0) wrong.push(`${number} was taken and is called cancelled`)
    if (state === 'unknown' && !isHonest)
      wrong.push(`${number} is in doubt without need: ${JSON.stringify(requests)}`)
  }
  expect(wrong).toEqual([])
  const view = await getMessage(app.operator, message.uuid)
  expect(Object.values(view.counts).reduce((sum, n) => sum + n, 0)).toBe(view.total)
  await addsUp(app, message.id)
  const [ledger] = await app.query<{ off: number }>(
    `select (select sum(balance) from ledger_book)::int as off`,
  )
  expect(ledger?.off).toBe(0)
}

/** What the web does with a callback, without the web. */
function callbackServer(app: Product) {
  const state = { url: '', token: '' }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const answer = await takeCallback(app.system, state.token, {
      method: request.method ?? '',
      contentType: request.headers['content-type'] ?? '',
      query: url.searchParams,
      body: await readText(request),
    }).catch((error: unknown) => String(error))
    response.end(answer)
  })
  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
          resolve()
        })
      }),
  )
  afterAll(() => void server.close())
  return state
}

/** One fault of the way each, every one for requests that name one of these numbers. */
export const faultsOfTheWay = (numbers: readonly string[]): HazardRule[] => {
  const faults: HazardRule[] = [
    { kind: 'throttle', retryAfter: 1, times: 1 },
    { kind: 'status-before' },
    { kind: 'redirect' },
    { kind: 'reset-before' },
    { kind: 'hang-before', ms: 300 },
    { kind: 'delay-after', ms: 200 },
    { kind: 'status-after' },
    { kind: 'redirect-after' },
    { kind: 'reset-after' },
    { kind: 'hang-after', ms: 300 },
    { kind: 'html' },
    { kind: 'empty-body' },
    { kind: 'broken-json' },
    { kind: 'half-body' },
    { kind: 'slow-body', bytes: 16, ms: 5 },
    { kind: 'huge-body', bytes: 9_000_000 },
    { kind: 'garbage' },
  ]
  return faults.map((fault, n) => ({ ...fault, numbers: [numbers[n] ?? ''] }))
}
