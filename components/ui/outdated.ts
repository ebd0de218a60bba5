import { unstable_isUnrecognizedActionError as isUnknownAction } from 'next/navigation'

const heard = new EventTarget()
let outdated = false

/** Whether the server is known to run a newer version than the one this page came from. */
export const isOutdated = (): boolean => outdated

export function watchOutdated(run: () => void): () => void {
  heard.addEventListener('outdated', run)
  return () => heard.removeEventListener('outdated', run)
}

export function noteOutdated(): void {
  outdated = true
  heard.dispatchEvent(new Event('outdated'))
}

/** Learns from a failure: only a newer version does not know what this page asks it to do. */
export function learnFromFailure(error: unknown): void {
  if (isUnknownAction(error)) noteOutdated()
}

/** What a server action answered, or null when no answer came. */
export const answered = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    learnFromFailure(error)
    return null
  })
