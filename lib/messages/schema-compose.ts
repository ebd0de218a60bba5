import { z } from 'zod'
import type { Reach } from '#lib/sms/reach.ts'
import { fileSource, groupsSource, pastedSource, sentSource, variables } from './schema.ts'

/** What the composer may name as its audience and leave out of it. */
const composedAudience = z.object({
  source: z.discriminatedUnion('kind', [pastedSource, fileSource, groupsSource]).describe('Who is meant.'),
  exclude: z
    .array(z.discriminatedUnion('kind', [groupsSource, sentSource]))
    .max(20)
    .default([])
    .describe('Who gets nothing, wherever else they stand.'),
})
export type ComposedAudience = z.infer<typeof composedAudience>

/** An audience and through whom it is reached: all that decides who can be. */
export const reachInput = composedAudience.extend({
  sender: z.string().max(40).describe('The `name` of the sender.'),
  accountId: z.int().describe('The `id` of its account.'),
})

/** With a text, those who are left out because of it are among the rest. */
export const leftOutInput = reachInput.extend({
  content: z.string().max(20_000).optional().describe('The text, whose placeholders need values.'),
  variables: variables.default({}).describe('Values for its placeholders, by name, for everybody.'),
})

/** People of an audience who are sent to, as the composer steps through them; `place` counts them from 0. */
export type ShownPerson = {
  place: number
  rowNo: number
  msisdn: string
  /** What their row says of them, by the names that were asked for. */
  variables: Record<string, string>
}

/** A sender that may be used now, as the composer offers it, with what its account cannot do. */
export type SenderChoice = {
  id: number
  value: string
  accountId: number
  accountName: string
  /** ISO code: how numbers without a country code are read. */
  country: string
  /** Null where only parts count. */
  maxCharacters: number | null
  maxParts: number
  gsmOnly: boolean
  reach: Reach
  /** Whether it ever says what became of a message. */
  reports: boolean
  /** Appended to every text and counted; empty: nothing. */
  optOutLine: string
  /** No phone rings through it. */
  silent: boolean
  cutting: 'characters' | 'graphemes'
  /** Its provider counts a text beforehand, if asked. */
  counts: boolean
}

/** One person's text as it leaves, to be counted by the provider of its account. */
export const countQuestion = z.object({
  sender: z.string().max(40),
  accountId: z.int(),
  text: z.string().min(1).max(20_000),
  to: z.string().regex(/^(\d{6,15}|[0-9a-f]{64})$/),
})
export type CountQuestion = z.infer<typeof countQuestion>

/** Parts of one text by the provider's count and by ours, and what it takes in the provider's own credits; null: not said. */
export type ProviderCount = { parts: number | null; credits: number | null; ours: number }
