import { z } from 'zod'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uploadOf } from '#lib/http/upload.ts'
import { keepDocument } from '#lib/senders/keep-document.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    params: z.object({ id: z.coerce.number().int().positive() }),
    run: ({ ctx, params, request }) => keepDocument(ctx, params.id, uploadOf(request)),
  }),
})
