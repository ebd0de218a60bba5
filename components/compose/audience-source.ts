import type { ComposedAudience } from '#lib/messages/schema-compose.ts'
import { cleanText } from '#lib/sms/placeholders.ts'
import type { Draft, DraftFile } from './draft.ts'

/** What a server action takes at once, less what the rest of the message needs. */
const MAX_BYTES = 900_000

/** Whether more was pasted than can be handed over at once; a file may be larger. */
export const isTooLarge = ({ from, numbers }: Pick<Draft, 'from' | 'numbers'>): boolean =>
  from === 'pasted' && numbers.length > MAX_BYTES / 4 && new Blob([numbers]).size > MAX_BYTES

type Chosen = Pick<Draft, 'from' | 'numbers' | 'file' | 'groupIds' | 'exclude'>

/** The people that were chosen, as the server takes them; null while nobody is. */
export function audienceOf(draft: Chosen): ComposedAudience | null {
  const source = sourceOf(draft)
  if (!source) return null
  const { groupIds, messages } = draft.exclude
  return {
    source,
    exclude: [
      ...(groupIds.length > 0 ? [{ kind: 'groups' as const, groupIds }] : []),
      ...messages.map(({ uuid }) => ({ kind: 'message' as const, uuid })),
    ],
  }
}

function sourceOf(draft: Chosen): ComposedAudience['source'] | null {
  const { from, numbers, file, groupIds } = draft
  if (from === 'groups') return groupIds.length > 0 ? { kind: 'groups', groupIds } : null
  if (from === 'pasted')
    return numbers.trim() === '' || isTooLarge(draft) ? null : { kind: 'pasted', text: cleanText(numbers) }
  if (!file || file.phoneColumn === null) return null
  const { uploadId: blobId, format, hasHeader, phoneColumn } = file
  return { kind: 'file', blobId, format, hasHeader, phoneColumn, columns: headingsOf(file) }
}

/** What the columns are called, by which a text names their values: as the file says, or as a spreadsheet does. */
export function headingsOf({ hasHeader, columns }: DraftFile): string[] {
  return columns.map((heading, at) => (hasHeader ? heading : columnLetters(at)))
}

/** A, B, …, Z, AA, … */
export function columnLetters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : columnLetters(Math.floor(at / 26) - 1) + last
}

/** Columns whose values a text can name: those with a heading that can stand between braces. */
export const namesOf = (file: DraftFile): string[] => [
  ...new Set(
    headingsOf(file).filter(
      (heading, at) => at !== file.phoneColumn && heading !== '' && /^[^{}|\n]{1,60}$/.test(heading),
    ),
  ),
]
