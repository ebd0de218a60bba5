import { contactIdParams } from '#lib/contacts/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { listSentToContact } from '#lib/messages/list-sent-to-contact.ts'
import { sentToContact } from '#lib/messages/schema-follow.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'What a contact was sent',
    description: 'Of the last 90 days, newest first, at most 50, among the newest two million recipients.',
    answer: sentToContact,
    params: contactIdParams,
    run: ({ ctx, params }) => listSentToContact(ctx, params.id),
  }),
})
