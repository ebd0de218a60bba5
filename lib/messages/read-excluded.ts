import type { Ctx } from '#lib/platform/ctx.ts'
import { PeopleSet } from '#lib/sms/people-set.ts'
import { parsePhone } from '#lib/sms/phone.ts'
import { readSource } from './read-source.ts'
import type { AudienceSource } from './schema.ts'

/** Everybody in these sources, each known in both forms of their number; null when there are no sources. */
export async function readExcluded(
  ctx: Ctx,
  sources: readonly AudienceSource[],
  defaultCountry: string,
): Promise<PeopleSet | null> {
  if (sources.length === 0) return null
  const people = new PeopleSet()
  for (const source of sources)
    for await (const rows of readSource(ctx, source, []))
      for (const { raw } of rows) {
        const phone = parsePhone(raw, defaultCountry)
        if (phone.kind !== 'refused') people.add(phone.kind === 'hash' ? phone.hash : phone.msisdn)
      }
  return people
}
