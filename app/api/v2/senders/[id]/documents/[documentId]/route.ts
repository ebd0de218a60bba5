import { z } from 'zod'
import { downloadResponse } from '#lib/http/download-response.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { readDocument, removeDocument } from '#lib/senders/read-document.ts'

const id = z.coerce.number().int().positive()
const params = z
  .object({ id, documentId: id })
  .transform((path) => ({ senderId: path.id, documentId: path.documentId }))

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'send',
    params,
    run: async ({ ctx, params }) => downloadResponse(await readDocument(ctx, params)),
  }),
  DELETE: route({ access: 'send', params, run: ({ ctx, params }) => removeDocument(ctx, params) }),
})
