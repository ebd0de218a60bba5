'use client'

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { changeDraft, type Draft, type DraftChange, emptyDraft, isBlank } from './draft.ts'
import { forgetDraft, keepDraft, readDraft } from './draft-storage.ts'

const SAVE_AFTER_MS = 300

export type DraftState = {
  draft: Draft
  change: (change: DraftChange) => void
  /** When the draft that came back had been saved; null when it began empty. */
  restoredAt: Date | null
  startAfresh: () => void
  /** It was sent: nothing of it stays on the device. */
  forget: () => void
}

/** The draft, which saves itself and comes back. */
export function useDraft(userId: number, initial: DraftChange | null): DraftState {
  const [draft, setDraft] = useState(() => ({ ...emptyDraft(), ...initial }))
  const [restoredAt, setRestoredAt] = useState<Date | null>(null)
  const { touch, end } = useSaving(userId, draft)

  // Before the first paint of the script, but after React has taken over the page: the server knows nothing of it.
  useLayoutEffect(() => {
    // What was asked for comes before what lies here.
    const kept = initial ? null : readDraft(userId, Date.now())
    if (!kept || isBlank(kept.draft)) return
    setDraft(kept.draft)
    setRestoredAt(new Date(kept.savedAt))
  }, [userId, initial])

  const change = useCallback(
    (part: DraftChange) => {
      touch()
      setDraft((before) => changeDraft(before, part))
    },
    [touch],
  )
  const startAfresh = () => {
    forgetDraft(userId, draft.confirmation)
    setDraft(emptyDraft())
    setRestoredAt(null)
  }
  const forget = () => {
    end()
    forgetDraft(userId, draft.confirmation)
  }
  return { draft, change, restoredAt, startAfresh, forget }
}

/** Saves a little after each change, and at once when the page is left. What nobody touched is not saved over anything. */
function useSaving(userId: number, draft: Draft) {
  const latest = useRef(draft)
  const unsaved = useRef(false)
  const over = useRef(false)

  const save = useCallback(() => {
    if (!unsaved.current || over.current) return
    unsaved.current = false
    if (isBlank(latest.current)) forgetDraft(userId, latest.current.confirmation)
    else keepDraft(userId, latest.current, Date.now())
  }, [userId])

  useEffect(() => {
    latest.current = draft
    const timer = setTimeout(save, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [draft, save])

  useEffect(() => {
    window.addEventListener('pagehide', save)
    return () => {
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [save])

  const touch = useCallback(() => {
    unsaved.current = true
    over.current = false
  }, [])
  const end = useCallback(() => {
    over.current = true
  }, [])
  return { touch, end }
}
