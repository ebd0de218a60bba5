import { type Clock, createClock } from './clock.ts'
import { TRANSPORT_KINDS } from './delivery.ts'
import {
  type ActiveHazard,
  createHazards,
  type HazardRule,
  type HazardScope,
  type Hazards,
} from './hazards.ts'
import { type Counts, createRecorder, type Recorder, type RequestRecord } from './recorder.ts'
import { type Api, type Listening, listen } from './server.ts'

/** What every emulator lets its tester do. Each call takes at most one argument, so that HTTP can pass it on. */
export type Control<Settings> = {
  /** Switches a fault on; the number takes it back. */
  hazard: (rule: HazardRule) => number
  hazards: () => ActiveHazard[]
  /** Switches one fault off, or all. */
  clearHazards: (id?: number) => void
  /** The kinds of fault that this emulator knows, and whether each concerns a request or a number. */
  hazardKinds: () => Readonly<Record<string, HazardScope>>
  set: (changes: Partial<Settings>) => Settings
  settings: () => Settings
  /** What the product's account needs: settings and secrets. */
  account: () => Account
  /** How often each number was accepted, in digits with the country code (or a hash). */
  accepted: () => ReadonlyMap<string, number>
  /** How often each number was named in a request to send. */
  received: () => ReadonlyMap<string, number>
  counts: () => Counts
  /** The last requests, oldest first. */
  requests: () => RequestRecord[]
  /** Moves the emulator's clock ahead, ms. */
  advance: (ms: number) => void
  /** Cuts all connections and refuses new ones, until `online`. */
  offline: () => Promise<void>
  online: () => Promise<void>
  /** Forgets messages, counts and hazards, and puts the clock back; settings stay. */
  reset: () => void
}

type Account = { settings: Record<string, unknown>; secrets: Record<string, unknown> }

export type Emulator<C> = {
  name: string
  /** The base URL as the company's document gives it, with this machine in place of the company's. */
  url: string
  origin: string
  port: number
  control: C
  close: () => Promise<void>
}

export type Where = { host?: string; port?: number; hazards?: readonly HazardRule[] }

/** What the parts of one emulator share. */
export type Base<Settings> = { settings: Settings; clock: Clock; hazards: Hazards; recorder: Recorder }

export type Company<Settings, Extra> = {
  name: string
  /** What follows the host in the document's base URL. */
  path: string
  defaults: Settings
  /** Besides the faults of transport, which all have. */
  kinds: Readonly<Record<string, HazardScope>>
  canonical: (number: string) => string
  build: (base: Base<Settings>) => {
    api: Api
    account: (url: string) => Account
    extra: Extra
    reset: () => void
    close?: () => void
  }
}

/** Refuses a setting that does not exist or has another type: a misspelt one would test nothing. */
function apply<Settings extends object>(
  settings: Settings,
  defaults: Settings,
  changes: Partial<Settings>,
): void {
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) continue
    if (!Object.hasOwn(defaults, key))
      throw new Error(`No setting is called ${key}. There are: ${Object.keys(defaults).join(', ')}.`)
    const expected = (defaults as Record<string, unknown>)[key]
    if (typeof value !== typeof expected || Array.isArray(value) !== Array.isArray(expected))
      throw new Error(`The setting ${key} must be of the type that ${JSON.stringify(expected)} has.`)
  }
  Object.assign(settings, changes)
}

function controlOf<Settings extends object, Extra>(
  company: Company<Settings, Extra>,
  base: Base<Settings>,
  parts: { url: string; server: Listening; account: (url: string) => Account; reset: () => void },
): Control<Settings> {
  const kinds = { ...TRANSPORT_KINDS, ...company.kinds }
  const { hazards, recorder, settings, clock } = base
  return {
    hazard: hazards.add,
    hazards: hazards.list,
    clearHazards: hazards.clear,
    hazardKinds: () => kinds,
    set: (changes) => {
      apply(settings, company.defaults, changes)
      return settings
    },
    settings: () => settings,
    account: () => parts.account(parts.url),
    accepted: recorder.accepted,
    received: recorder.received,
    counts: recorder.counts,
    requests: recorder.requests,
    advance: clock.advance,
    offline: parts.server.offline,
    online: parts.server.online,
    reset: () => {
      hazards.clear()
      recorder.reset()
      clock.reset()
      parts.reset()
    },
  }
}

/** Starts the emulator of one company; options are its settings, a port and hazards to begin with. */
export async function openEmulator<Settings extends object, Extra extends object>(
  company: Company<Settings, Extra>,
  options: Partial<Settings> & Where = {},
): Promise<Emulator<Control<Settings> & Extra>> {
  const { host, port, hazards: rules, ...changes } = options
  const settings = structuredClone(company.defaults)
  apply(settings, company.defaults, changes as Partial<Settings>)
  const clock = createClock()
  const hazards = createHazards({ ...TRANSPORT_KINDS, ...company.kinds }, company.canonical)
  for (const rule of rules ?? []) hazards.add(rule)
  const base = { settings, clock, hazards, recorder: createRecorder() }
  const built = company.build(base)
  const where = { ...(host && { host }), ...(port && { port }) }
  const server = await listen({ api: built.api, hazards, recorder: base.recorder, now: clock.now }, where)
  const url = server.origin + company.path
  const control = controlOf(company, base, { url, server, account: built.account, reset: built.reset })
  return {
    name: company.name,
    url,
    origin: server.origin,
    port: server.port,
    control: { ...control, ...built.extra },
    close: async () => {
      built.close?.()
      await server.close()
    },
  }
}
