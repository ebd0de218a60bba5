import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { createTemplate } from '#lib/templates/create-template.ts'
import { listTemplates } from '#lib/templates/get-template.ts'
import { newTemplate, templatePage, templateQuery, templateView } from '#lib/templates/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'List templates',
    answer: templatePage,

    query: templateQuery,
    run: ({ ctx, query }) => listTemplates(ctx, query),
  }),
  POST: route({
    access: 'send',
    summary: 'Save a template',
    once: 'transaction',
    answer: templateView.pick({ id: true }),
    refuses: ['ALREADY_EXISTS', 'EMPTY_CONTENT'],
    body: newTemplate,
    run: async ({ ctx, body }) => ({ id: (await createTemplate(ctx, body)).id }),
  }),
})
