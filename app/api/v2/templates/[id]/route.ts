import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { archiveTemplate, changeTemplate } from '#lib/templates/change-template.ts'
import { getTemplate } from '#lib/templates/get-template.ts'
import { templateChange, templateDetails, templateParams, templateView } from '#lib/templates/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Get one template',
    answer: templateDetails,
    params: templateParams,
    run: ({ ctx, params }) => getTemplate(ctx, params.id),
  }),
  PUT: route({
    access: 'send',
    summary: 'Change a template',
    answer: templateView,
    refuses: ['ALREADY_EXISTS', 'CONFLICT', 'EMPTY_CONTENT'],
    params: templateParams,
    body: templateChange,
    run: ({ ctx, params, body }) => changeTemplate(ctx, params.id, body),
  }),
  DELETE: route({
    access: 'send',
    summary: 'Archive a template',
    params: templateParams,
    run: async ({ ctx, params }) => {
      await archiveTemplate(ctx, params.id, true)
    },
  }),
})
