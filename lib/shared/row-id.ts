import { z } from 'zod'

/** PostgreSQL's `integer`; a larger number is nobody's and would be a fault in the query. */
const MOST = 2_147_483_647

/** The id of a row, as a body has it. */
export const rowId = z.int().min(1).max(MOST)

/** The same in an address. */
export const pathId = z.coerce.number().int().min(1).max(MOST).describe('Its `id`, as lists give it.')
