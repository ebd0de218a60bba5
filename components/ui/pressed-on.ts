import type { RefObject } from 'react'

/**
 * Whether something floating wants to close because its own button was pressed. The button closes it itself; if both
 * did, it would close and open again.
 */
export function pressedOn(
  trigger: RefObject<HTMLElement | null>,
  details: { reason: string; event: Event },
): boolean {
  return (
    details.reason === 'outside-press' && trigger.current?.contains(details.event.target as Node) === true
  )
}
