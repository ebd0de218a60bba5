import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { apiDocument } from '../document.ts'

/** For everybody: it says how the API is used and nothing about who uses it. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'public', run: async () => apiDocument() }),
})
