import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ActiveHazard, HazardQuestion, Hazards } from './hazards.ts'
import type { Recorder } from './recorder.ts'

/** What an operation answers; `body` is sent as it stands. */
export type Answer = {
  status: number
  body: string
  contentType?: string
  headers?: Record<string, string>
}

export const json = (status: number, value: unknown, headers?: Record<string, string>): Answer => ({
  status,
  body: JSON.stringify(value),
  ...(headers && { headers }),
})

export type Parsed = { ok: true; value: unknown } | { ok: false }

const NO_HAZARDS: ReadonlyMap<string, ActiveHazard> = new Map()

/** One request with its body read, and what becomes of it. */
export class Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** Lower case, without parameters; empty when the header is missing. */
  readonly contentType: string
  readonly body: string
  operation = 'none'
  sends = false
  /** The numbers it names, as the recorder writes them. */
  numbers: readonly string[] = []
  acceptedCount = 0
  active = NO_HAZARDS
  /** Number hazards that hit, for the record. */
  readonly shown = new Set<string>()
  readonly #hazards: Hazards
  readonly #recorder: Recorder
  readonly #query: string
  #json: Parsed | undefined

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    body: string,
    hazards: Hazards,
    recorder: Recorder,
  ) {
    this.request = request
    this.response = response
    this.body = body
    this.#hazards = hazards
    this.#recorder = recorder
    this.method = request.method ?? 'GET'
    const target = request.url ?? '/'
    const mark = target.indexOf('?')
    this.path = mark < 0 ? target : target.slice(0, mark)
    this.#query = mark < 0 ? '' : target.slice(mark + 1)
    this.contentType = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.#query)
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name]
    return Array.isArray(value) ? value[0] : value
  }

  /** The body as JSON, parsed once. */
  json(): Parsed {
    if (!this.#json)
      try {
        this.#json = { ok: true, value: JSON.parse(this.body) }
      } catch {
        this.#json = { ok: false }
      }
    return this.#json
  }

  /** The body as a JSON object, else null. */
  object(): Record<string, unknown> | null {
    const parsed = this.json()
    return parsed.ok ? asObject(parsed.value) : null
  }

  form(): URLSearchParams {
    return new URLSearchParams(this.body)
  }

  question(): HazardQuestion {
    return {
      operation: this.operation,
      sends: this.sends,
      numbers: this.numbers,
      seen: this.#recorder.seen,
    }
  }

  /** The hazard of this kind that hits the whole request. */
  hazard(kind: string): ActiveHazard | undefined {
    return this.active.get(kind)
  }

  /** The hazard of this kind that hits one number of the request. */
  hazardFor(kind: string, number: string): ActiveHazard | undefined {
    const rule = this.#hazards.forNumber(this.question(), kind, number)
    if (rule) this.shown.add(kind)
    return rule
  }

  /** From here on the company will text this number, whatever the caller gets to hear. */
  accept(number: string): void {
    this.acceptedCount += 1
    this.#recorder.accept(number)
  }
}

/** A plain object, else null. */
export function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** The first key that is not among those allowed. */
export function strangeKey(value: Record<string, unknown>, allowed: readonly string[]): string | undefined {
  return Object.keys(value).find((key) => !allowed.includes(key))
}
