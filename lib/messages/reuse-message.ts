import { listGroups } from '#lib/contacts/list-groups.ts'
import { lookAtTable } from '#lib/contacts/look-at-table.ts'
import { withHeader } from '#lib/contacts/rules-header.ts'
import type { TableView } from '#lib/contacts/schema-table.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { findOwnMessage } from './get-message.ts'
import { parseSource } from './read-source.ts'
import { messageTitle } from './rules.ts'
import { exclusions, type FileSource, type MessageSource } from './schema.ts'
import { findMessageToPlan } from './store-plan.ts'
import { findNumbers } from './store-resend.ts'

/** More numbers than this are no list that somebody pastes and reads. */
const MOST_NUMBERS = 50_000

/** Where its people came from, as the composer takes it up: what is empty was not used, or is gone. */
type ReusedPeople = {
  from: 'pasted' | 'file' | 'groups'
  /** One to a line; empty where there are too many, then they are chosen again. */
  numbers: string
  file: (TableView & { phoneColumn: number }) | null
  groupIds: number[]
}

/** What a message was made of, as the composer takes it up again. */
export type ReusedMessage = ReusedPeople & {
  text: string
  values: Record<string, string>
  sender: number | null
  exclude: { groupIds: number[]; messages: { uuid: string; title: string }[] }
}

/**
 * What a message was made of, for writing another like it: its file or groups as long as they are there, so that the text
 * can say the same of everybody; the list as it was pasted; else the numbers of its rows. Throws NOT_FOUND and FORBIDDEN.
 */
export async function reuseMessage(ctx: Ctx, uuid: string): Promise<ReusedMessage> {
  const { id, content, variables } = await findOwnMessage(ctx, uuid)
  const planned = await findMessageToPlan(ctx, Number(id))
  const people = planned && (await peopleOf(ctx, parseSource(planned.source)))
  return {
    text: content,
    values: variables as Record<string, string>,
    sender: planned?.senderId ?? null,
    exclude: await excludedOf(ctx, exclusions.parse(planned?.exclude ?? [])),
    ...(people ?? { ...nobody, numbers: await numbersOf(ctx, id) }),
  }
}

const nobody: ReusedPeople = { from: 'pasted', numbers: '', file: null, groupIds: [] }

/** Null where only the rows tell who they were. */
async function peopleOf(ctx: Ctx, source: MessageSource): Promise<ReusedPeople | null> {
  if (source.kind === 'pasted') return { ...nobody, numbers: source.text }
  if (source.kind === 'file') {
    const file = await lookAgain(ctx, source)
    return file && { ...nobody, from: 'file', file }
  }
  const groupIds = await groupsOf(ctx, source)
  return groupIds.length > 0 ? { ...nobody, from: 'groups', groupIds } : null
}

/** A file is thrown away some days after it was last used. */
async function lookAgain(ctx: Ctx, source: FileSource): Promise<ReusedPeople['file']> {
  const sheet = 'sheet' in source.format ? source.format.sheet : undefined
  try {
    const table = withHeader(await lookAtTable(ctx, source.blobId, sheet), source.hasHeader)
    return { ...table, phoneColumn: source.phoneColumn }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** Groups as they are now; those that are gone are left out. */
async function groupsOf(ctx: Ctx, source: MessageSource): Promise<number[]> {
  if (source.kind !== 'members' || !source.groupIds) return []
  const there = new Set((await listGroups(ctx)).map(({ id }) => id))
  return source.groupIds.filter((id) => there.has(id))
}

async function excludedOf(ctx: Ctx, sources: readonly MessageSource[]): Promise<ReusedMessage['exclude']> {
  const groupIds: number[] = []
  const messages: { uuid: string; title: string }[] = []
  for (const source of sources) {
    groupIds.push(...(await groupsOf(ctx, source)))
    if (source.kind !== 'message') continue
    const { name, content } = await findOwnMessage(ctx, source.uuid)
    messages.push({ uuid: source.uuid, title: messageTitle({ name, content }) })
  }
  return { groupIds, messages }
}

async function numbersOf(ctx: Ctx, id: bigint): Promise<string> {
  const numbers = await findNumbers(ctx, id, MOST_NUMBERS + 1)
  return numbers.length > MOST_NUMBERS ? '' : numbers.join('\n')
}
