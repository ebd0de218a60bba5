'use client'

import { live } from '#components/live.tsx'
import { later } from '#components/ui/later.tsx'

export const GroupTools = later(() => import('./group-tools.tsx').then((all) => all.GroupTools))
export const MemberTable = later(() => import('./member-table.tsx').then((all) => all.MemberTable))
export const AddGroup = later(() => import('./add-group.tsx').then((all) => all.AddGroup))
export const AddContact = later(() => import('./add-contact.tsx').then((all) => all.AddContact))
export const StopDialog = later(() => import('./stop-dialog.tsx').then((all) => all.StopDialog))
export const StoppedTable = later(() => import('./stopped-table.tsx').then((all) => all.StoppedTable))
export const ContactScreen = live(() => import('./contact-screen.tsx').then((all) => all.ContactScreen))
