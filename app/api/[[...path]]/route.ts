import { notFound } from '#lib/http/methods.ts'

/** Every address under /api that no other route answers. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = notFound()
