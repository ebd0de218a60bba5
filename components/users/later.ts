'use client'

import { later } from '#components/ui/later.tsx'

export const AddKey = later(() => import('./add-key.tsx').then((all) => all.AddKey))
export const KeyTable = later(() => import('./key-table.tsx').then((all) => all.KeyTable))
export const AddPerson = later(() => import('./add-person.tsx').then((all) => all.AddPerson))
export const PeopleTable = later(() => import('./people-table.tsx').then((all) => all.PeopleTable))
