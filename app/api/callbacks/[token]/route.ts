import { z } from 'zod'
import { methods } from '#lib/http/methods.ts'
import { readText } from '#lib/http/read-body.ts'
import { route } from '#lib/http/route.ts'
import { takeCallback } from '#lib/inbox/receive-replies.ts'

/** A batch of receipts is well below this; what is longer did not come from a provider. */
const MAX_BYTES = 1024 * 1024

const callback = route({
  access: 'public',
  params: z.object({ token: z.string().max(100) }),
  run: async ({ ctx, params, request }) => {
    const answer = await takeCallback(ctx, params.token, {
      method: request.method,
      contentType: request.headers.get('content-type') ?? '',
      query: new URL(request.url).searchParams,
      body: await readText(request, MAX_BYTES),
    })
    return new Response(answer, { status: 200 })
  },
})

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: callback, POST: callback })
