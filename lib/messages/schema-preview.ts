import { z } from 'zod'

const count = z.int()

/** What a message would cost and who is left out. Amounts in credits. */
export const previewView = z.object({
  total: count.describe('Entries of the list, every one counted.'),
  valid: count.describe('Who would be sent to.'),
  hashed: count.describe('Of those, whose number is hashed: they may get transactional texts only.'),
  invalid: count.describe('Entries that cannot be sent to; see `reasons`.'),
  duplicates: count.describe('Entries whose number stands before them in the list.'),
  excluded: count.describe('Left out because they are on an excluded list.'),
  blocked: count.describe('Left out because they must not be texted.'),
  encoding: z
    .enum(['gsm', 'ucs2'])
    .describe('`ucs2` as soon as one text holds a character that `gsm` lacks.'),
  parts: count.describe('Parts of all recipients together.'),
  credits: z.number().describe('What it would cost.'),
  partsEach: count.describe('The most parts that one text has.'),
  reasons: z.record(z.string(), count).describe('How many are left out, by reason.'),
  countries: z
    .record(z.string(), z.object({ recipients: count, parts: count, credits: z.number() }))
    .describe('The same by country, ISO 3166-1 alpha-2.'),
  clocks: z
    .record(z.string(), z.object({ zone: z.string(), behind: count, ahead: count }))
    .describe('The clocks of these countries, from which follows who waits until when.'),
  routes: z
    .array(
      z.object({
        country: z.string(),
        perPart: z.number(),
        recipients: count,
        parts: count,
        credits: z.number(),
      }),
    )
    .describe('By country and what a part costs there, dearest first.'),
  examples: z
    .array(z.object({ rowNo: count, raw: z.string(), reason: z.string() }))
    .describe('Some that are left out, as they were written, by their place from 1.'),
  dearest: z
    .array(z.object({ rowNo: count, msisdn: z.string(), parts: count, credits: z.number() }))
    .describe('Those whose texts have the most parts.'),
  advice: z
    .object({
      tipped: count,
      extraParts: count,
      causes: z.array(
        z.object({
          name: z.string(),
          reason: z.enum(['encoding', 'length']),
          recipients: count,
          extraParts: count,
        }),
      ),
      /** Taking so many characters out of the text saves these recipients a part each; in credits. */
      shorten: z.object({ characters: count, recipients: count, saved: z.number() }).nullable(),
    })
    .nullable()
    .describe('What personalisation costs; null where everybody gets the same text.'),
})
export type PreviewView = z.infer<typeof previewView>
