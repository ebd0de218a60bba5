import type { Behaviour } from './behaviour.ts'

/**
 * Every decision about a message is a number in [0, 1) drawn from its seed, number and reference, so that the same
 * message has the same fate in every run and in every instance of this server.
 */
export type Fate = {
  /** The draw for one purpose; different purposes are independent of each other. */
  draw: (purpose: Purpose) => number
  /** Names the message; 53 bits in base 36. */
  id: string
}

const purposes = [
  'refused',
  'refusedMessage',
  'refusedAccount',
  'refusal',
  'lost',
  'malformed',
  'malformedAs',
  'accepted',
  'latency',
  'outcome',
  'receiptDelay',
  'duplicate',
  'disorder',
  'disorderAs',
] as const
type Purpose = (typeof purposes)[number]
const indexOf = Object.fromEntries(purposes.map((name, index) => [name, index + 1])) as Record<
  Purpose,
  number
>

/** Finalizer of MurmurHash3: every bit of the input changes half of the output's. */
const mix = (value: number): number => {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Two FNV-like hashes over the same characters. */
const hash = (text: string): [number, number] => {
  let a = 0x811c9dc5
  let b = 0x9747b28c
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995)
  }
  return [mix(a), mix(b ^ text.length)]
}

export const fateOf = (seed: string, to: string, reference: string): Fate => {
  const [a, b] = hash(`${seed}\n${to}\n${reference}`)
  return {
    draw: (purpose) => mix(a ^ Math.imul(indexOf[purpose], 0x9e3779b9) ^ (b >>> 7)) / 2 ** 32,
    id: ((b & 0x1fffff) * 2 ** 32 + a).toString(36),
  }
}

export type Refusal = { code: string; message: string; about: 'recipient' | 'message' | 'account' }

const refusals: Record<Refusal['about'], readonly (readonly [string, string])[]> = {
  recipient: [
    ['INVALID_NUMBER', 'This number cannot receive messages.'],
    ['NUMBER_BARRED', 'The network bars this number.'],
    ['NO_ROUTE', 'There is no route to this network.'],
  ],
  message: [['CONTENT_REFUSED', 'The text is not allowed.']],
  account: [['NO_CREDIT', 'The account has no credit left.']],
}

/** The refusal that a message meets by its behaviour's shares, or null. */
export const refusalOf = ({ draw }: Fate, behaviour: Behaviour): Refusal | null => {
  const about =
    draw('refusedAccount') * 100 < behaviour.refusedAccountPercent
      ? 'account'
      : draw('refusedMessage') * 100 < behaviour.refusedMessagePercent
        ? 'message'
        : draw('refused') * 100 < behaviour.refusedPercent
          ? 'recipient'
          : null
  if (!about) return null
  const list = refusals[about]
  const [code, message] = list[Math.floor(draw('refusal') * list.length)] as readonly [string, string]
  return { code, message, about }
}
