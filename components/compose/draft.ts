import { newConfirmation } from '#components/confirmation.ts'
import type { Schedule } from '#components/schedule/schedule.ts'
import { sendNow } from '#components/schedule/schedule.ts'
import { type LeavingOptions, usualOptions } from './leaving-options.ts'

/** What the person has written so far. All of it is text or a choice; nothing here was worked out. */
export type Draft = {
  /** As pasted. */
  numbers: string
  text: string
  /** Values for the placeholders of the text, the same for everybody. */
  values: Record<string, string>
  /** Id of the chosen sender; null is the first of the list. */
  sender: number | null
  schedule: Schedule
  options: LeavingOptions
  /** Another one after each change, so that it stands for exactly what was on the screen when it was confirmed. */
  confirmation: string
}

export type DraftChange = Partial<Omit<Draft, 'confirmation'>>

export const emptyDraft = (): Draft => ({
  numbers: '',
  text: '',
  values: {},
  sender: null,
  schedule: sendNow,
  options: usualOptions,
  confirmation: newConfirmation(),
})

export const changeDraft = (draft: Draft, change: DraftChange): Draft => ({
  ...draft,
  ...change,
  confirmation: newConfirmation(),
})

export const isBlank = (draft: Draft): boolean => draft.numbers.trim() === '' && draft.text.trim() === ''
