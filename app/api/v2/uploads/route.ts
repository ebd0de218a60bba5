import { keepUpload } from '#lib/contacts/keep-upload.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uploadOf } from '#lib/http/upload.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({ access: 'send', run: ({ ctx, request }) => keepUpload(ctx, uploadOf(request)) }),
})
