import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { renderForContact } from '#lib/templates/get-template.ts'
import { renderedView, renderQuery, templateParams } from '#lib/templates/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'A template as one contact would get it',
    answer: renderedView,
    params: templateParams,
    query: renderQuery,
    run: ({ ctx, params, query }) => renderForContact(ctx, params.id, query.contact),
  }),
})
