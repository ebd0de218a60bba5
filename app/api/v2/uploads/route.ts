import { z } from 'zod'
import { keepUpload } from '#lib/contacts/keep-upload.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uploadOf } from '#lib/http/upload.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    summary: 'Hand in a file',
    description:
      'A CSV or Excel file of at most 300 MB, its name percent-encoded in the header `x-file-name`. It is kept for a week.',
    streams: { mediaType: 'application/octet-stream', schema: z.string() },
    answer: z.object({ id: z.uuid() }),
    refuses: ['INVALID_FILE'],
    run: ({ ctx, request }) => keepUpload(ctx, uploadOf(request)),
  }),
})
