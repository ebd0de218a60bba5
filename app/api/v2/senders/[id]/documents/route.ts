import { z } from 'zod'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uploadOf } from '#lib/http/upload.ts'
import { keepDocument } from '#lib/senders/keep-document.ts'
import { documentView } from '#lib/senders/schema.ts'
import { pathId } from '#lib/shared/row-id.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    summary: 'Hand in a paper for a sender',
    description: 'A PDF or a picture, its name percent-encoded in the header `x-file-name`.',
    params: z.object({ id: pathId }),
    streams: { mediaType: 'application/octet-stream', schema: z.string() },
    answer: documentView,
    refuses: ['INVALID_FILE', 'CONFLICT'],
    run: ({ ctx, params, request }) => keepDocument(ctx, params.id, uploadOf(request)),
  }),
})
