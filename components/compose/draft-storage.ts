import { type Draft, emptyDraft } from './draft.ts'

/*
 * A draft stays on this device until it is sent, so that an ended session, a closed tab or a dead battery takes nothing.
 * In the storage of the tab first: two tabs with two drafts come back each with its own; the storage of the device has
 * the one written last, for a tab that was closed.
 */

/** Numbers of people do not lie around for ever on a device that may be shared. */
const KEEP_MS = 7 * 24 * 3_600_000

type Kept = { draft: Draft; savedAt: number }

const keyOf = (userId: number) => `longwave.draft.${userId}`

export function readDraft(userId: number, now: number): Kept | null {
  for (const storage of storages()) {
    const kept = parse(storage.getItem(keyOf(userId)))
    if (kept && now - kept.savedAt < KEEP_MS) return kept
  }
  return null
}

export function keepDraft(userId: number, draft: Draft, now: number): void {
  const text = JSON.stringify({ draft, savedAt: now } satisfies Kept)
  try {
    for (const storage of storages()) storage.setItem(keyOf(userId), text)
  } catch {
    // Full: what is on the screen still is, and can be sent.
  }
}

/** Forgets the draft of this tab, and that of the device if it is the same one. */
export function forgetDraft(userId: number, confirmation: string): void {
  for (const storage of storages()) {
    const kept = parse(storage.getItem(keyOf(userId)))
    if (storage === sessionStorage || kept?.draft.confirmation === confirmation)
      storage.removeItem(keyOf(userId))
  }
}

/** Browsers throw at the mere mention of a storage that is switched off. */
function storages(): Storage[] {
  try {
    return [sessionStorage, localStorage]
  } catch {
    return []
  }
}

/** What another version of the program has left here may lack something: it is filled up, or dropped if it is no draft. */
function parse(text: string | null): Kept | null {
  try {
    const kept = JSON.parse(text ?? 'null') as { draft?: Partial<Draft>; savedAt?: unknown } | null
    if (typeof kept?.savedAt !== 'number' || typeof kept.draft?.numbers !== 'string') return null
    const empty = emptyDraft()
    const schedule = { ...empty.schedule, ...kept.draft.schedule }
    const options = { ...empty.options, ...kept.draft.options }
    const exclude = { ...empty.exclude, ...kept.draft.exclude }
    return { draft: { ...empty, ...kept.draft, schedule, options, exclude }, savedAt: kept.savedAt }
  } catch {
    return null
  }
}
