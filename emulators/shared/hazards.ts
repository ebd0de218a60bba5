/**
 * The faults that an emulator can be told to show, and when. A rule names a kind of fault and whom it hits: the next
 * few requests, a share of them, or requests about chosen numbers. A share is drawn from the rule's seed, the number
 * and how often that number has been seen, so that a run can be repeated whatever order the requests come in, and a
 * repeated request is drawn anew.
 */
export type HazardRule = {
  kind: string
  /** Operations it applies to, e.g. `['report']`; `['*']` is all. Without it: those that send. */
  on?: readonly string[]
  /** Only for these numbers, in any form that the company takes. */
  numbers?: readonly string[]
  /** Spent after so many hits. Without it: until it is cleared. */
  times?: number
  /** Lets so many hits pass first. */
  skip?: number
  /** 0 to 1. */
  share?: number
  seed?: number
  /** What the kind needs to know; docs/emulators.md lists which kind reads what. */
  status?: number
  ms?: number
  retryAfter?: number | string
  body?: string
  contentType?: string
  code?: number | string
  message?: string
  state?: string
  bytes?: number
  location?: string
}

/** Whether a kind is a matter of the whole request or of one number in it. */
export type HazardScope = 'request' | 'number'

export type ActiveHazard = HazardRule & { id: number; used: number; passed: number }

export type HazardQuestion = {
  operation: string
  sends: boolean
  /** As the recorder writes them. */
  numbers: readonly string[]
  /** How often this number has been seen, this time included. */
  seen: (number: string) => number
}

export type Hazards = {
  add: (rule: HazardRule) => number
  list: () => ActiveHazard[]
  clear: (id?: number) => void
  /** The rules about the whole request that hit this one, by kind; each counts as used. */
  forRequest: (question: HazardQuestion) => ReadonlyMap<string, ActiveHazard>
  /** The rule of this kind that hits this number, if any; it counts as used. */
  forNumber: (question: HazardQuestion, kind: string, number: string) => ActiveHazard | undefined
}

const NONE: ReadonlyMap<string, ActiveHazard> = new Map()

/** 32-bit FNV-1a with a final mix: the same text gives the same point between 0 and 1 on every machine. */
export function drawFrom(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

type Rule = ActiveHazard & { chosen: ReadonlySet<string> | null }

function concerns(rule: Rule, question: HazardQuestion): boolean {
  if (!rule.on) return question.sends
  return rule.on.includes('*') || rule.on.includes(question.operation)
}

/** Whether a rule that concerns this key (a number, or empty) hits it; counts the hit. */
function hits(rule: Rule, key: string, seen: number): boolean {
  if (rule.times !== undefined && rule.used >= rule.times) return false
  if (rule.share !== undefined && drawFrom(`${rule.seed ?? 1}:${key}:${seen}`) >= rule.share) return false
  if (rule.skip !== undefined && rule.passed < rule.skip) {
    rule.passed += 1
    return false
  }
  rule.used += 1
  return true
}

function check(rule: HazardRule, kinds: Readonly<Record<string, HazardScope>>): HazardScope {
  const scope = kinds[rule.kind]
  if (!scope)
    throw new Error(`No hazard is called ${rule.kind}. There are: ${Object.keys(kinds).join(', ')}.`)
  if (rule.share !== undefined && !(rule.share >= 0 && rule.share <= 1))
    throw new Error('share must be between 0 and 1.')
  return scope
}

/** Holds the rules of one emulator. `canonical` brings a number into the recorder's form. */
export function createHazards(
  kinds: Readonly<Record<string, HazardScope>>,
  canonical: (number: string) => string,
): Hazards {
  let rules: Record<HazardScope, Rule[]> = { request: [], number: [] }
  let lastId = 0
  let questions = 0
  return {
    add: (rule) => {
      const scope = check(rule, kinds)
      const chosen = rule.numbers ? new Set(rule.numbers.map(canonical)) : null
      rules[scope].push({ ...rule, id: ++lastId, used: 0, passed: 0, chosen })
      return lastId
    },
    list: () => [...rules.request, ...rules.number].map(({ chosen: _chosen, ...rule }) => rule),
    clear: (id) => {
      const keep = (rule: Rule) => id !== undefined && rule.id !== id
      rules = { request: rules.request.filter(keep), number: rules.number.filter(keep) }
    },
    forRequest: (question) => {
      if (rules.request.length === 0) return NONE
      questions += 1
      const found = new Map<string, ActiveHazard>()
      for (const rule of rules.request) {
        if (found.has(rule.kind) || !concerns(rule, question)) continue
        const chosen = rule.chosen
        const key = chosen ? question.numbers.find((number) => chosen.has(number)) : question.numbers[0]
        if (chosen && key === undefined) continue
        if (hits(rule, key ?? '', key === undefined ? questions : question.seen(key)))
          found.set(rule.kind, rule)
      }
      return found
    },
    forNumber: (question, kind, number) => {
      for (const rule of rules.number) {
        if (rule.kind !== kind || !concerns(rule, question)) continue
        if (rule.chosen && !rule.chosen.has(number)) continue
        if (hits(rule, number, question.seen(number))) return rule
      }
      return undefined
    },
  }
}
