import { z } from 'zod'
import { rowId } from '#lib/shared/row-id.ts'
import { importStates, limits, suppressionReasons, upsertRules } from './rules.ts'
import { country, tags } from './schema.ts'
import { tableFormat } from './schema-table.ts'

const column = z.int().min(0).max(999)

const table = {
  uploadId: z.uuid(),
  /** As the look at the file gave it. */
  format: tableFormat,
  hasHeader: z.boolean(),
  phoneColumn: column,
  defaultCountry: country,
}

const contacts = z.object({
  kind: z.literal('contacts'),
  ...table,
  /** Several are put together with a space. */
  nameColumns: z.array(column).max(4).default([]),
  /** A cell of it holds tags, separated by commas or semicolons. */
  tagsColumn: column.nullable().default(null),
  attributeColumns: z
    .array(z.object({ column, name: z.string().trim().min(1).max(limits.attributeName) }))
    .max(100)
    .default([]),
  rule: z.enum(upsertRules).default('fill'),
  groupId: rowId.nullable().default(null),
  /** Everybody in the file gets these. */
  tags: tags.default([]),
})

const suppressions = z.object({
  kind: z.literal('suppressions'),
  ...table,
  /** A cell of it becomes the note. */
  noteColumn: column.nullable().default(null),
  reason: z.enum(suppressionReasons).default('imported'),
  note: z.string().trim().max(limits.note).default(''),
  senderId: rowId.nullable().default(null),
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
  kind: z.enum(['contacts', 'suppressions']).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
})
export const refusalQuery = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})
