import { z } from 'zod'
import { downloadResponse } from '#lib/http/download-response.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { readDocument, removeDocument } from '#lib/senders/read-document.ts'
import { pathId } from '#lib/shared/row-id.ts'

const params = z
  .object({ id: pathId, documentId: pathId })
  .transform((path) => ({ senderId: path.id, documentId: path.documentId }))

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'send',
    summary: 'A paper of a sender',
    file: 'application/octet-stream',
    params,
    run: async ({ ctx, params }) => downloadResponse(await readDocument(ctx, params)),
  }),
  DELETE: route({
    access: 'send',
    summary: 'Take a paper away',
    params,
    refuses: ['CONFLICT'],
    run: ({ ctx, params }) => removeDocument(ctx, params),
  }),
})
