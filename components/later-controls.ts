'use client'

import { later } from '#components/ui/later.tsx'

export const Combobox = later(() => import('./ui/combobox.tsx').then((all) => all.Combobox))
export const Field = later(() => import('./ui/field.tsx').then((all) => all.Field))
export const Form = later(() => import('next/form').then((all) => all.default))
export const Input = later(() => import('./ui/input.tsx').then((all) => all.Input))
export const Select = later(() => import('./ui/select.tsx').then((all) => all.Select))
