import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type Company, faultsOfTheWay } from './companies.ts'

type Said = { emulators: Record<string, string>; control: string; token: string }

/** The providers' emulators as processes that no fault of the product reaches, with what they recorded. */
export class Providers {
  private readonly children: readonly ChildProcess[]
  private readonly said: Said
  readonly rehearsalUrl: string

  private constructor(children: readonly ChildProcess[], said: Said, rehearsalUrl: string) {
    this.children = children
    this.said = said
    this.rehearsalUrl = rehearsalUrl
  }

  static async start(companies: readonly Company[]): Promise<Providers> {
    const names = companies.map(({ provider }) => provider).filter((name) => name !== 'rehearsal')
    const emulators = run(['emulators/run.ts', '--json', ...names])
    const rehearsal = run(['emulators/rehearsal/main.ts', '--control', '--keep', '2000000'])
    const said = JSON.parse(await firstLine(emulators)) as Said
    const { url } = JSON.parse(await firstLine(rehearsal)) as { url: string }
    return new Providers([emulators, rehearsal], said, url)
  }

  async call<T>(provider: string, call: string, argument?: unknown): Promise<T> {
    const response = await fetch(`${this.said.control}/${provider}/${call}`, {
      method: 'POST',
      headers: { 'x-control-token': this.said.token },
      ...(argument !== undefined && { body: JSON.stringify(argument) }),
    })
    if (!response.ok) throw new Error(`${provider} ${call}: ${await response.text()}`)
    return (await response.json()) as T
  }

  /** What an account needs to reach it. */
  account(
    provider: string,
  ): Promise<{ settings: Record<string, unknown>; secrets: Record<string, unknown> }> {
    if (provider === 'rehearsal') return Promise.resolve({ settings: {}, secrets: {} })
    return this.call(provider, 'account')
  }

  async switchFaultsOn(company: Company, seed: number): Promise<void> {
    if (company.provider === 'rehearsal') return
    for (const fault of [...faultsOfTheWay, ...company.faults])
      await this.call(company.provider, 'hazard', { ...fault, seed })
  }

  async switchFaultsOff({ provider }: Company): Promise<void> {
    if (provider === 'rehearsal') return
    await this.call(provider, 'clearHazards')
    await this.call(provider, 'online')
  }

  /** How often each number was accepted. */
  async accepted(provider: string): Promise<Map<string, number>> {
    if (provider !== 'rehearsal')
      return new Map(Object.entries(await this.call<Record<string, number>>(provider, 'accepted')))
    const response = await fetch(`${this.rehearsalUrl}/control/received?limit=2000000`)
    const { received } = (await response.json()) as { received: { to: string; reference: string | null }[] }
    const times = new Map<string, number>()
    for (const { to, reference } of received) if (reference !== null) times.set(to, (times.get(to) ?? 0) + 1)
    return times
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return
        const gone = once(child, 'exit')
        child.kill('SIGTERM')
        await gone
      }),
    )
  }
}

const run = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] })

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the emulator has no output')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return line
}
