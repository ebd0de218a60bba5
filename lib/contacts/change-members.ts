import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { readNumbers } from './read-number.ts'
import { type MemberChange, memberChange } from './schema.ts'
import { upsertContacts } from './store-contacts.ts'
import * as store from './store-groups.ts'

type Refused = ReturnType<typeof readNumbers>['refused']

/**
 * Puts people into a group. Numbers that are nobody yet become contacts; those that are none are named. Answers how many
 * are new in the group. Throws NOT_FOUND.
 */
export async function addMembers(
  root: RootCtx,
  groupId: number,
  input: MemberChange,
  defaultCountry: string,
): Promise<{ added: number; refused: Refused }> {
  const { contactIds, msisdns } = memberChange.parse(input)
  const { numbers, refused } = readNumbers(msisdns, defaultCountry)
  return inTx(root, async (ctx) => {
    await hold(ctx, groupId)
    const people = numbers.map((number) => ({ ...number, name: '', attributes: {}, tags: [] }))
    if (people.length > 0) await upsertContacts(ctx, people, 'keep')
    const added = await store.addMembers(ctx, groupId, {
      contactIds,
      msisdns: numbers.map(({ msisdn }) => msisdn),
    })
    await recordAudit(ctx, { action: 'group.add', target: `group:${groupId}`, details: { count: added } })
    return { added, refused }
  })
}

/** Takes people out of a group; they stay contacts. Answers how many were in it. Throws NOT_FOUND. */
export async function removeMembers(
  root: RootCtx,
  groupId: number,
  input: MemberChange,
  defaultCountry: string,
): Promise<{ removed: number; refused: Refused }> {
  const { contactIds, msisdns } = memberChange.parse(input)
  const { numbers, refused } = readNumbers(msisdns, defaultCountry)
  return inTx(root, async (ctx) => {
    await hold(ctx, groupId)
    const removed = await store.removeMembers(ctx, groupId, {
      contactIds,
      msisdns: numbers.map(({ msisdn }) => msisdn),
    })
    await recordAudit(ctx, {
      action: 'group.remove',
      target: `group:${groupId}`,
      details: { count: removed },
    })
    return { removed, refused }
  })
}

async function hold(ctx: Ctx, groupId: number): Promise<void> {
  if (!(await store.holdGroup(ctx, groupId))) throw new AppError('NOT_FOUND')
}
