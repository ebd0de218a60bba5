import { type ContactView, contactView, type GroupView, groupView } from './schema.ts'
import type { ContactRow } from './store-contacts.ts'
import type { GroupRow } from './store-groups.ts'

export const toContactView = (row: ContactRow): ContactView =>
  contactView.parse({
    ...row,
    id: Number(row.id),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  })

export const toGroupView = (row: GroupRow): GroupView =>
  groupView.parse({ ...row, createdAt: row.createdAt.toISOString() })
