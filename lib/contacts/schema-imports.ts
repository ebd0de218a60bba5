import { z } from 'zod'
import { pageCursor, pageLimit } from '#lib/shared/paging.ts'
import { rowId } from '#lib/shared/row-id.ts'
import { importStates, limits, suppressionReasons, upsertRules } from './rules.ts'
import { country, tags } from './schema.ts'
import { tableFormat } from './schema-table.ts'

const column = z.int().min(0).max(999)

const table = {
  uploadId: z.uuid().describe('The `id` that the upload answered.'),
  format: tableFormat.describe('How the file is read, as the look at it gave it.'),
  hasHeader: z.boolean().describe('Whether its first row holds headings.'),
  phoneColumn: column.describe('The column with the numbers, from 0.'),
  defaultCountry: country,
}

const contacts = z.object({
  kind: z.literal('contacts').describe('Every row becomes a contact.'),
  ...table,
  nameColumns: z
    .array(column)
    .max(4)
    .default([])
    .describe('The columns of the name, from 0; several are put together with a space.'),
  tagsColumn: column
    .nullable()
    .default(null)
    .describe('The column whose cells hold tags, separated by commas or semicolons.'),
  attributeColumns: z
    .array(
      z.object({
        column: column.describe('The column, from 0.'),
        name: z.string().trim().min(1).max(limits.attributeName).describe('What its values are called.'),
      }),
    )
    .max(100)
    .default([])
    .describe('Columns whose cells become values for placeholders.'),
  rule: z
    .enum(upsertRules)
    .default('fill')
    .describe('Of people who are known already: keep what there is, overwrite it, or fill the gaps.'),
  groupId: rowId.nullable().default(null).describe('The `id` of a group that everybody is put into.'),
  tags: tags.default([]).describe('Tags that everybody in the file gets.'),
})

const suppressions = z.object({
  kind: z.literal('suppressions').describe('Every number must not be texted any more.'),
  ...table,
  noteColumn: column.nullable().default(null).describe('The column whose cells become the notes, from 0.'),
  reason: z.enum(suppressionReasons).default('imported').describe('Why, for all of them.'),
  note: z.string().trim().max(limits.note).default('').describe('A note for all without one of their own.'),
  senderId: rowId
    .nullable()
    .default(null)
    .describe('Only texts from the sender with this id are stopped; without it, all.'),
})

/** A file and what is to become of its rows. */
export const newImport = z.discriminatedUnion('kind', [contacts, suppressions])
export type NewImport = z.input<typeof newImport>

/** As the API takes it: the country may be left to the default account. */
export const importBody = z.discriminatedUnion('kind', [
  contacts.extend({ defaultCountry: country.optional() }),
  suppressions.extend({ defaultCountry: country.optional() }),
])

/** The same as it is kept. */
export type ImportPlan = z.output<typeof newImport>
export type ContactsPlan = z.output<typeof contacts>
export type SuppressionsPlan = z.output<typeof suppressions>

export const importView = z.object({
  id: z.int(),
  kind: z.enum(['contacts', 'suppressions']),
  fileName: z.string(),
  state: z.enum(importStates),
  /** The last row of the file that is dealt with, and how many there are, counted or estimated. */
  rowsRead: z.int(),
  rowsExpected: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Their number stands in an earlier row too; that row counts. */
  doubled: z.int(),
  refused: z.int(),
  /** Why it ended early: a code, and the row of the file where it was met. */
  problem: z.string().nullable(),
  problemRow: z.int().nullable(),
  group: z.object({ id: z.int(), name: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  finishedAt: z.iso.datetime().nullable(),
})
export type ImportView = z.infer<typeof importView>

export const importPage = z.object({
  imports: z.array(importView),
  nextCursor: z.string().nullable(),
  hasMore: z.boolean(),
})

/** Rows that were not taken in, in the order of the file. */
export const refusalPage = z.object({
  refusals: z.array(z.object({ rowNo: z.int(), reason: z.string(), cells: z.array(z.string()) })),
  nextCursor: z.string().nullable(),
  hasMore: z.boolean(),
})
export type RefusalPage = z.infer<typeof refusalPage>

export const importQuery = z.object({
  kind: z.enum(['contacts', 'suppressions']).optional().describe('Only imports of this kind.'),
  cursor: pageCursor,
  limit: pageLimit(200, 20),
})
export const refusalQuery = z.object({
  cursor: pageCursor,
  limit: pageLimit(1000, 100),
})
