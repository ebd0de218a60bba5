'use client'

import { later } from '#components/ui/later.tsx'

const load = () => import('./ui/together.ts')

export const Combobox = later(() => load().then((all) => all.Combobox))
export const Field = later(() => load().then((all) => all.Field))
export const Form = later(() => import('next/form').then((all) => all.default))
export const Input = later(() => load().then((all) => all.Input))
export const Select = later(() => load().then((all) => all.Select))
