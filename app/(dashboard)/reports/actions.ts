'use server'

import { action } from '#lib/http/action.ts'
import { cancelExport } from '#lib/reports/cancel-export.ts'
import { exportParams, exportRequest } from '#lib/reports/schema-exports.ts'
import { startExport } from '#lib/reports/start-export.ts'

export const startExportAction = action({
  name: 'export.start',
  access: 'read',
  input: exportRequest,
  run: async (ctx, request) => ({ id: (await startExport(ctx, request)).id }),
})

export const cancelExportAction = action({
  name: 'export.cancel',
  access: 'read',
  input: exportParams,
  run: (ctx, { id }) => cancelExport(ctx, id),
})
