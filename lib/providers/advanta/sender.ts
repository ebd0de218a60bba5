import { sendDivided, sendInTurn } from '../divide-request.ts'
import type { HttpReply } from '../exchange.ts'
import type { OutgoingSms, SendOutcome, SendRequest } from '../provider.ts'
import { SecondChances } from '../second-chances.ts'
import { readOutcomes } from './outcomes.ts'
import type { AdvantaSecrets, AdvantaSettings } from './settings.ts'

const SECOND = 1_000

type Post = (service: string, body: object, mayStart: () => boolean) => Promise<HttpReply>
type Kind = 'list' | 'bulk' | 'hashed'
type Item = { at: number; sms: OutgoingSms }
type Order = { kind: Kind; items: Item[] }

/** Turns what is to be sent into requests of the three kinds that the gateway has, and their answers into outcomes. */
export class Sender {
  private readonly post: Post
  private readonly settings: AdvantaSettings
  private readonly secrets: AdvantaSecrets
  private readonly now: () => Date
  /** How many numbers a request may carry; less than the settings say once the gateway has found it too many. */
  private readonly limits: Record<Kind, number>
  private readonly chances: SecondChances

  constructor(post: Post, settings: AdvantaSettings, secrets: AdvantaSecrets, now: () => Date) {
    this.post = post
    this.settings = settings
    this.secrets = secrets
    this.now = now
    this.chances = new SecondChances(settings.failurePauseSeconds)
    this.limits = { list: settings.listSize, bulk: settings.bulkSize, hashed: settings.hashedSize }
  }

  async send(request: SendRequest): Promise<SendOutcome[]> {
    const orders = this.toOrders(request)
    const outcomes = await sendInTurn(
      orders.map(({ kind, items }) => ({
        count: items.length,
        send: () => sendDivided(items, (part) => this.sendOne(kind, part, request)),
      })),
    )
    const places = orders.flatMap(({ items }) => items.map(({ at }) => at))
    const ordered: SendOutcome[] = []
    outcomes.forEach((outcome, n) => {
      ordered[places[n] ?? n] = outcome
    })
    return ordered
  }

  /** Numbers with one text go as a list, others in bulk, hashed ones apart; a schedule is documented for lists only. */
  private toOrders({ messages, sendAt }: SendRequest): Order[] {
    const items = messages.map((sms, at) => ({ at, sms }))
    const hashed = items.filter(({ sms }) => isHashed(sms))
    const plain = items.filter(({ sms }) => !isHashed(sms))
    const byText = [...Map.groupBy(plain, ({ sms }) => sms.text).values()]
    const inBulk = byText.length > 1 && !sendAt
    return [
      ...(inBulk ? this.cut('bulk', plain) : byText.flatMap((same) => this.cut('list', same))),
      ...[...Map.groupBy(hashed, ({ sms }) => sms.text).values()].flatMap((same) => this.cut('hashed', same)),
    ]
  }

  private cut(kind: Kind, items: readonly Item[]): Order[] {
    const size = this.limits[kind]
    return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => ({
      kind,
      items: items.slice(n * size, (n + 1) * size),
    }))
  }

  private async sendOne(kind: Kind, items: readonly Item[], request: SendRequest) {
    const messages = items.map(({ sms }) => sms)
    if (kind === 'hashed' && request.sendAt) return { outcomes: messages.map(() => cannotSchedule) }
    const { service, body } = this.toBody(kind, messages, request)
    const reply = await this.post(service, body, request.mayStart)
    const piece = readOutcomes(reply, {
      messages,
      numbered: kind === 'bulk',
      failurePauseMs: this.chances.pauseMs,
      throttledSeconds: this.settings.throttledSeconds,
      now: this.now(),
    })
    if (piece.divide) this.learnLimit(kind, messages.length, piece.outcomes)
    return piece
  }

  private toBody(kind: Kind, messages: readonly OutgoingSms[], { sender: shortcode, sendAt }: SendRequest) {
    const { apikey, partnerID } = this.secrets
    if (kind === 'bulk') {
      const smslist = messages.map(({ to: mobile, text: message }, n) => {
        return { partnerID, apikey, pass_type: 'plain', clientsmsid: n + 1, mobile, message, shortcode }
      })
      return { service: 'sendbulk', body: { count: smslist.length, smslist } }
    }
    const body = {
      apikey,
      partnerID,
      message: messages[0]?.text,
      shortcode,
      mobile: messages.map(({ to }) => to).join(','),
    }
    if (kind === 'hashed') return { service: 'sendotp', body: { ...body, hashed: true } }
    // In seconds: a date as text would be read in a time zone that no page names.
    const timeToSend = sendAt && Math.floor(sendAt.getTime() / SECOND)
    return { service: 'sendsms', body: { ...body, ...(timeToSend && { timeToSend }) } }
  }

  /** The gateway's limit is below what the settings say: the next request begins with half of what was too many. */
  private learnLimit(kind: Kind, tried: number, outcomes: readonly SendOutcome[]): void {
    const tooMany = outcomes.some((outcome) => outcome.kind === 'refused' && outcome.about === 'message')
    if (tooMany) this.limits[kind] = Math.max(1, Math.min(this.limits[kind], Math.floor(tried / 2)))
  }
}

const isHashed = ({ to }: OutgoingSms): boolean => to.length === 64

const cannotSchedule: SendOutcome = {
  kind: 'refused',
  code: 'HASHED_NOT_SCHEDULED',
  reason: 'The gateway documents no schedule for hashed numbers.',
  about: 'message',
}
