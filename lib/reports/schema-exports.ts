import { z } from 'zod'
import { statementFilter } from '#lib/credits/schema.ts'
import { recipientStates, recipientStatuses } from '#lib/messages/rules.ts'
import { recipientGroups } from '#lib/messages/rules-recipients.ts'
import { pageCursor, pageLimit } from '#lib/shared/paging.ts'
import { pathId } from '#lib/shared/row-id.ts'
import { reportQuery } from './schema.ts'

/** What can be written into a file in the background. */
export const exportRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('recipients').describe('The recipients of a message.'),
    uuid: z.uuid().describe('The `uuid` of the message.'),
    group: z.enum(recipientGroups).optional().describe('Only recipients of these states together.'),
    state: z.enum(recipientStates).optional().describe('Only recipients of this state.'),
    status: z.enum(recipientStatuses).optional().describe('Only recipients of this status.'),
    reason: z.string().max(100).optional().describe('Only recipients with this reason.'),
  }),
  statementFilter.extend({
    kind: z.literal('statement').describe('The statement of credits.'),
    entries: statementFilter.shape.kind,
  }),
  reportQuery.extend({ kind: z.literal('report').describe('A report of spend and delivery.') }),
])
export type ExportRequest = z.infer<typeof exportRequest>

export const exportQuery = z.object({
  cursor: pageCursor,
  limit: pageLimit(100, 50),
})

const count = z.int()
const instant = z.iso.datetime()

/** A file that is being written, can be fetched until `expiresAt`, or is gone. */
export const exportView = z.object({
  id: count,
  kind: z.enum(['recipients', 'statement', 'report']),
  request: exportRequest,
  /** Of which message, for its recipients. */
  message: z.object({ uuid: z.uuid(), name: z.string().nullable(), content: z.string() }).nullable(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'expired']),
  rowsWritten: count,
  /** About how many there will be. */
  rowsExpected: count,
  bytes: count,
  createdAt: instant,
  createdBy: z.string().nullable(),
  finishedAt: instant.nullable(),
  expiresAt: instant.nullable(),
  /** Where the file is, for as long as it is. */
  file: z.string().nullable(),
})
export type ExportView = z.infer<typeof exportView>

/** Newest first. */
export const exportPage = z.object({
  exports: z.array(exportView),
  nextCursor: z.string().nullable(),
  hasMore: z.boolean(),
})
export type ExportPage = z.infer<typeof exportPage>

export const exportParams = z.object({ id: pathId })
