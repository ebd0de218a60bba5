import { z } from 'zod'

/** What lists are asked by, page by page. */
export const pageCursor = z.string().max(200).optional().describe('The `nextCursor` of the page before.')
export const pageNewer = z
  .string()
  .max(200)
  .optional()
  .describe('The `previousCursor` of a page, to go back.')

/** How many entries an answer has, up to `most`; `usual` where nobody says. */
export const pageLimit = (most: number, usual: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(usual)
    .describe(`How many an answer has at most; ${usual} where nothing is said.`)
