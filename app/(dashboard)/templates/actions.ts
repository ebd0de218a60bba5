'use server'

import { z } from 'zod'
import { action } from '#lib/http/action.ts'
import { archiveTemplate, changeTemplate } from '#lib/templates/change-template.ts'
import { createTemplate } from '#lib/templates/create-template.ts'
import { newTemplate, templateChange, templateParams } from '#lib/templates/schema.ts'

export const createTemplateAction = action({
  name: 'template.create',
  access: 'send',
  input: newTemplate,
  run: createTemplate,
})

export const changeTemplateAction = action({
  name: 'template.change',
  access: 'send',
  input: templateParams.extend(templateChange.shape),
  run: (ctx, { id, ...change }) => changeTemplate(ctx, id, change),
})

export const archiveTemplateAction = action({
  name: 'template.archive',
  access: 'send',
  input: templateParams.extend({ archived: z.boolean() }),
  run: (ctx, { id, archived }) => archiveTemplate(ctx, id, archived),
})
