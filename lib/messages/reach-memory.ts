import { createHash } from 'node:crypto'
import { monotonicMs } from '#lib/platform/clock.ts'
import { type CuttingRule, countParts } from '#lib/sms/parts.ts'
import type { AudiencePlan } from './plan-audience.ts'

/** Whoever confirms gets what the button said or nothing, so figures that are some seconds old mislead nobody. */
const FRESH_MS = 30_000
/** Audiences that are written to at the same time; a remembered one is a page of figures, whatever its length. */
const MOST = 100

type Reached = { plan: Promise<AudiencePlan>; at: number }

/**
 * What an audience came to a moment ago, so that somebody who goes on writing to half a million people does not have all
 * of them read again at every pause. Asked twice at once it reads once.
 */
class ReachMemory {
  private readonly known = new Map<string, Reached>()

  /** What stands under what was asked, or what `read` answers. A failure is not remembered. */
  recall(asked: unknown, read: () => Promise<AudiencePlan>): Promise<AudiencePlan> {
    // A list that was pasted may be a million characters long.
    const key = createHash('sha256').update(JSON.stringify(asked)).digest('base64')
    const found = this.known.get(key)
    if (found && monotonicMs() - found.at < FRESH_MS) return found.plan
    this.known.delete(key)
    if (this.known.size >= MOST) this.known.delete(this.known.keys().next().value as string)
    const reached = { plan: read(), at: monotonicMs() }
    this.known.set(key, reached)
    reached.plan.then(
      () => {
        // Reading may have taken longer than it is remembered.
        reached.at = monotonicMs()
      },
      () => this.known.get(key) === reached && this.known.delete(key),
    )
    return reached.plan
  }

  /** Somebody was refused because it had come to something else meanwhile. */
  forget(): void {
    this.known.clear()
  }
}

export const reachMemory = new ReachMemory()

/**
 * The plan for a text that is the same for everybody, from the plan for one that takes a single part: the same people at
 * the same prices.
 */
export function planForText(plan: AudiencePlan, text: string, rule: CuttingRule): AudiencePlan {
  const { parts, encoding } = countParts(text, { rule })
  const times = <S extends { parts: number; credits: number }>(one: S): S => ({
    ...one,
    parts: one.parts * parts,
    credits: one.credits * parts,
  })
  return {
    ...times(plan),
    encoding,
    maxPartsPerRecipient: plan.maxPartsPerRecipient * parts,
    countries: Object.fromEntries(Object.entries(plan.countries).map(([name, one]) => [name, times(one)])),
    routes: new Map([...plan.routes].map(([key, route]) => [key, times(route)])),
    dearest: plan.dearest.map(times),
  }
}
