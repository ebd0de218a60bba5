import { newConfirmation } from '#components/confirmation.ts'
import type { Schedule } from '#components/schedule/schedule.ts'
import { sendNow } from '#components/schedule/schedule.ts'
import type { TableView } from '#lib/contacts/schema-table.ts'
import { type LeavingOptions, usualOptions } from './leaving-options.ts'

/** What the person has written so far. All of it is text or a choice; nothing here was worked out. */
export type Draft = {
  /** Where the people come from; what was given for the other two is kept. */
  from: 'pasted' | 'file' | 'groups'
  /** As pasted. */
  numbers: string
  file: DraftFile | null
  groupIds: number[]
  exclude: { groupIds: number[]; messages: { uuid: string; title: string }[] }
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

/** A file that was handed in, as it was looked at, and what the person says its columns are. */
export type DraftFile = TableView & { phoneColumn: number | null }

export type DraftChange = Partial<Omit<Draft, 'confirmation'>>

export const emptyDraft = (): Draft => ({
  from: 'pasted',
  numbers: '',
  file: null,
  groupIds: [],
  exclude: { groupIds: [], messages: [] },
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

export const isBlank = ({ numbers, text, file, groupIds }: Draft): boolean =>
  numbers.trim() === '' && text.trim() === '' && file === null && groupIds.length === 0
