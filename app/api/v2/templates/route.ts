import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { createTemplate } from '#lib/templates/create-template.ts'
import { listTemplates } from '#lib/templates/get-template.ts'
import { newTemplate, templateQuery } from '#lib/templates/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'read', query: templateQuery, run: ({ ctx, query }) => listTemplates(ctx, query) }),
  POST: route({
    access: 'send',
    body: newTemplate,
    run: async ({ ctx, body }) => ({ id: (await createTemplate(ctx, body)).id }),
  }),
})
