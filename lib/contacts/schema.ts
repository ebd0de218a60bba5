import { z } from 'zod'
import { pageCursor, pageLimit, pageNewer } from '#lib/shared/paging.ts'
import { pathId, rowId } from '#lib/shared/row-id.ts'
import { limits, MAX_ATTRIBUTES, MAX_TAGS, suppressionReasons } from './rules.ts'

const id = z.int()
const instant = z.iso.datetime()

/** A group's name as it is kept: without spaces around it. */
const groupName = z
  .string()
  .trim()
  .min(1)
  .max(limits.groupName)
  .describe('What it is called; no two are called alike.')
const tag = z.string().trim().min(1).max(limits.tag)
/** Tags in their order, each once. */
export const tags = z
  .array(tag)
  .max(MAX_TAGS)
  .transform((all) => [...new Set(all)])
  .describe(`Words to find people by, at most ${MAX_TAGS}.`)
const attributes = z
  .record(
    z.string().trim().min(1).max(limits.attributeName),
    z.union([z.string().max(limits.attribute), z.number(), z.boolean()]).transform(String),
  )
  .refine((all) => Object.keys(all).length <= MAX_ATTRIBUTES, {
    params: { problem: 'itemsMax', max: MAX_ATTRIBUTES },
  })
  .describe('Values for placeholders, by name: `{"city": "Nairobi"}` fills `{{city}}`.')
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .describe(
    'ISO 3166-1 alpha-2, such as `TH`: numbers without a country code are read as they are dialled there.',
  )

/** As anybody may write it. */
const msisdn = z.coerce
  .string()
  .trim()
  .min(1)
  .max(200)
  .describe('The phone number, with its country code or as it is dialled in the usual account’s country.')
const personName = z.string().trim().max(limits.name).describe('What the person is called; fills `{{name}}`.')

export const newContact = z.object({
  msisdn,
  name: personName.default(''),
  attributes: attributes.default({}),
  tags: tags.default([]),
  groups: z.array(rowId).max(100).default([]).describe('Ids of the groups that the person is put into.'),
})
export type NewContact = z.input<typeof newContact>

/** What is left out stays as it is; `attributes` and `tags` are replaced as a whole. */
export const contactChange = z.object({
  msisdn: msisdn.optional(),
  name: personName.optional(),
  attributes: attributes.optional(),
  tags: tags.optional(),
})
export type ContactChange = z.input<typeof contactChange>

export const contactView = z.object({
  id,
  /** E.164 digits, or the 64 hex digits of a hash. */
  msisdn: z.string(),
  /** ISO code; null for a hash, 001 for numbers of no country. */
  country: z.string().nullable(),
  name: z.string(),
  attributes: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
})
export type ContactView = z.infer<typeof contactView>

export const contactPage = z.object({
  contacts: z.array(contactView),
  previousCursor: z.string().nullable(),
  nextCursor: z.string().nullable(),
  hasMore: z.boolean(),
  /** How many there are in all that fit; where `exact` is false, at least or about so many. */
  total: z.object({ count: z.int(), exact: z.boolean() }),
})
export type ContactPage = z.infer<typeof contactPage>

export const contactQuery = z.object({
  search: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Parts of the name or the number, all of which must be found.'),
  tag: tag.optional().describe('Only people with this tag.'),
  attribute: z
    .string()
    .trim()
    .min(1)
    .max(limits.attributeName)
    .optional()
    .describe('Only people who have a value of this name.'),
  value: z.string().max(limits.attribute).optional().describe('Only people whose `attribute` is this.'),
  group: pathId.optional().describe('Only members of the group with this `id`.'),
  cursor: pageCursor,
  newer: pageNewer,
  limit: pageLimit(1000, 50),
})
export type ContactQuery = z.output<typeof contactQuery>

export const newGroup = z.object({ name: groupName })

export const groupView = z.object({ id, name: z.string(), members: z.int(), createdAt: instant })
export type GroupView = z.infer<typeof groupView>
export const groupPage = z.object({ groups: z.array(groupView) })

/** One contact, as their page shows them. */
export const contactDetails = contactView.extend({
  groups: z.array(groupView.pick({ id: true, name: true })),
  /** Where they must not be texted: everywhere, or by one sender. */
  suppressions: z.array(
    z.object({
      id,
      sender: z.string().nullable(),
      reason: z.enum(suppressionReasons),
      note: z.string().nullable(),
      createdAt: instant,
      createdBy: z.string().nullable(),
    }),
  ),
})
export type ContactDetails = z.infer<typeof contactDetails>

/** People to put into a group or take out of it: contacts by id, or numbers, of which those that are contacts count. */
export const memberChange = z
  .object({
    contactIds: z.array(id).max(10_000).default([]).describe('Ids of contacts, at most 10,000.'),
    msisdns: z
      .array(z.coerce.string().max(200))
      .max(10_000)
      .default([])
      .describe('Numbers of contacts, at most 10,000.'),
  })
  .refine(({ contactIds, msisdns }) => contactIds.length + msisdns.length > 0, {
    path: ['contactIds'],
    params: { problem: 'missing' },
  })
export type MemberChange = z.input<typeof memberChange>

/** Entries of a list that are no phone number; `place` from 1. */
export const refusedNumbers = z.array(z.object({ place: id, value: z.string(), reason: z.string() }))
export const addedMembers = z.object({ added: id, refused: refusedNumbers })
export const removedMembers = z.object({ removed: id, refused: refusedNumbers })

export const idParams = z.object({ id: pathId })
export const contactIdParams = z.object({
  id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).describe('The `id` of the contact.'),
})
export const uploadParams = z.object({ id: z.uuid().describe('The `id` that the upload answered.') })

export const valuesQuery = z.object({
  group: z
    .union([z.string(), z.array(z.string()).max(100)])
    .transform((ids, ctx) => {
      const all = [ids].flat().map(Number)
      if (all.every((id) => Number.isInteger(id) && id > 0 && id < 2 ** 31)) return all
      ctx.issues.push({ code: 'custom', input: ids, params: { problem: 'integer' } })
      return z.NEVER
    })
    .describe('The `id` of a group; may be given several times.'),
})
export const valuesView = z.object({ names: z.array(z.string()) })
