import { z } from 'zod'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { listSenders } from '#lib/senders/list-senders.ts'
import { senderView } from '#lib/senders/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'List senders',
    description:
      'All that the owner of the key may see, the shared ones included. Only those with the status `approved` can send.',
    answer: z.object({ senders: z.array(senderView) }),
    run: ({ ctx }) => listSenders(ctx),
  }),
})
