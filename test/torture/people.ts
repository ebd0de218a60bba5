import { poll } from '#lib/platform/clock.ts'
import type { Chance } from '../chance.ts'
import { type Answer, succeeded } from './api.ts'
import type { Providers } from './providers.ts'
import { countResumed, type FreeRows, findFreeRows } from './read-books.ts'
import type { Account, Site } from './site.ts'
import type { Promised, Violation } from './snapshots.ts'

type Sent = { uuid: string; status: string }
type Known = { uuid: string; account: Account; numbers: readonly string[] }
type Because = Promised['mayNotLeave'][number]['because']

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * The people of an installation: they send, call back, pause, stop and suppress through the API, and note what they were
 * promised. One message is in the hands of one of them at a time.
 */
export class People {
  readonly promised: {
    confirmed: Promised['confirmed'][number][]
    mayNotLeave: Promised['mayNotLeave'][number][]
  } = {
    confirmed: [],
    mayNotLeave: [],
  }
  readonly seen: Violation[] = []
  readonly done: Record<string, number> = {}
  private readonly known = new Map<string, Known>()
  private readonly inHand = new Set<string>()
  private readonly site: Site
  private readonly providers: Providers
  private readonly chance: Chance
  private next = 0

  constructor(site: Site, providers: Providers, chance: Chance) {
    this.site = site
    this.providers = providers
    this.chance = chance
  }

  /**
   * Sends to people who have not been written to before. Where that is refused or not answered, to others: whether the
   * first ones are being written to is not known.
   */
  async send(account: Account, count: number, dueInMs: number): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      if (await this.sendOnce(account, count, dueInMs)) return
      await this.site.waitUntilUsable()
    }
  }

  /** Resolves when something is under way that can be disturbed. */
  async haveBegun(): Promise<void> {
    await poll(() => this.known.size > 2 || undefined, { forMs: 30_000 })
  }

  private async sendOnce(account: Account, count: number, dueInMs: number): Promise<boolean> {
    const numbers = Array.from({ length: count }, () => this.newNumber(account))
    const personal = this.chance.is(0.3)
    const body = {
      content: personal ? 'Hello {{name}}' : `Hello ${this.next}`,
      ...{ sender: account.sender, accountId: account.id },
      ...(personal
        ? { recipients: numbers.map((msisdn, i) => ({ msisdn: `+${msisdn}`, variables: { name: `N${i}` } })) }
        : { msisdns: numbers.map((msisdn) => `+${msisdn}`) }),
      ...(dueInMs > 0 && { scheduledTime: new Date(Date.now() + dueInMs).toISOString() }),
    }
    const answer = await this.site.api.post<Sent>('sms/send', body, 240_000)
    this.count('send', answer)
    if (!succeeded(answer)) return false
    const message = { uuid: answer.body.uuid, account, numbers }
    this.known.set(message.uuid, message)
    this.promised.confirmed.push({ uuid: message.uuid, numbers })
    return true
  }

  /** After a stop or a cancel has answered, nothing leaves that was not in flight. */
  async callBack(how: 'cancel' | 'stop'): Promise<void> {
    await this.withMessage(how === 'cancel' ? ['scheduled'] : ['scheduled', 'sending'], async ({ uuid }) => {
      const answer = await this.site.api.post(`sms/${uuid}/${how}`)
      this.count(how, answer)
      if (succeeded(answer)) await this.noteFree(uuid, how === 'stop' ? 'stopped' : 'cancelled')
    })
  }

  /** Between the answer to a pause and the resumption nothing leaves that was not in flight. */
  async pauseAndResume(): Promise<void> {
    await this.withMessage(['sending'], async ({ uuid, account }) => {
      const answer = await this.site.api.post(`sms/${uuid}/pause`)
      this.count('pause', answer)
      if (!succeeded(answer)) return
      const free = await this.findFree(uuid)
      await pause(this.chance.between(200, 2500))
      const received = await this.providers.accepted(account.provider)
      const left = free.rows.filter(({ msisdn }) => (received.get(msisdn) ?? 0) > 0)
      // What somebody had asked for before, and was not answered, may have been carried out meanwhile.
      if (left.length > 0 && (await countResumed(this.site.root.pool, uuid)) === free.resumed)
        for (const { msisdn } of left) this.seen.push({ kind: 'left though paused', about: msisdn })
      this.count('resume', await this.site.api.post(`sms/${uuid}/resume`))
    })
  }

  /** After a suppression has answered, no intent that is still to come holds the number. */
  async suppress(): Promise<void> {
    await this.withMessage(['scheduled', 'sending', 'paused'], async ({ uuid, numbers }) => {
      const some = Array.from({ length: 20 }, () => this.chance.one(numbers))
      const answer = await this.site.api.post('suppressions', { msisdns: some.map((number) => `+${number}`) })
      this.count('suppress', answer)
      if (succeeded(answer)) await this.noteFree(uuid, 'suppressed', new Set(some))
    })
  }

  /** A person looks after what waits for one, and lets it go on. */
  async attend(): Promise<void> {
    const { rows } = await this.site.root.pool.query<{ uuid: string }>(
      `select uuid from message where state in ('needs_attention', 'paused')`,
    )
    for (const { uuid } of rows)
      if (!this.inHand.has(uuid)) this.count('attend', await this.site.api.post(`sms/${uuid}/resume`))
  }

  private async noteFree(uuid: string, because: Because, only?: ReadonlySet<string>): Promise<void> {
    const { rows } = await this.findFree(uuid)
    const noted = only ? rows.filter(({ msisdn }) => only.has(msisdn)) : rows
    this.promised.mayNotLeave.push(...noted.map((row) => ({ ...row, because })))
  }

  /** A database that is away just now cannot be asked; then there is nothing to hold against anybody. */
  private findFree(uuid: string): Promise<FreeRows> {
    return findFreeRows(this.site.root.pool, uuid).catch((): FreeRows => ({ rows: [], resumed: 0 }))
  }

  private async withMessage(
    states: readonly string[],
    act: (message: Known) => Promise<void>,
  ): Promise<void> {
    const { rows } = await this.site.root.pool.query<{ uuid: string }>(
      'select uuid from message where state = any ($1) order by id',
      [states],
    )
    const free = rows
      .flatMap(({ uuid }) => this.known.get(uuid) ?? [])
      .filter(({ uuid }) => !this.inHand.has(uuid))
    if (free.length === 0) return
    const message = this.chance.one(free)
    this.inHand.add(message.uuid)
    try {
      await act(message)
    } finally {
      this.inHand.delete(message.uuid)
    }
  }

  private newNumber({ prefix, digits }: Account): string {
    return prefix + String(++this.next).padStart(digits, '0')
  }

  /** Counts what was done and what came of it. */
  note(how: string): void {
    this.done[how] = (this.done[how] ?? 0) + 1
  }

  private count(what: string, answer: Answer<unknown>): void {
    this.note(answer === null ? `${what}: no answer` : `${what}: ${answer.status}`)
    // What is away answers that it is; everything else would be a surprise to who has to act on it.
    if (answer?.status === 500) this.seen.push({ kind: 'answered with a fault of its own', about: what })
  }
}
