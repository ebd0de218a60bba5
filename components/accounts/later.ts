'use client'

import { live } from '#components/live.tsx'
import { later } from '#components/ui/later.tsx'

export const AccountForm = later(() => import('./account-form.tsx').then((all) => all.AccountForm))
export const AccountHealth = later(() => import('./account-health.tsx').then((all) => all.AccountHealth))
export const AccountTools = later(() => import('./account-tools.tsx').then((all) => all.AccountTools))
export const BalanceLine = later(() => import('./balance-line.tsx').then((all) => all.BalanceLine))
export const Callback = later(() => import('./callback.tsx').then((all) => all.Callback))
export const PriceForm = later(() => import('./price-form.tsx').then((all) => all.PriceForm))
export const PriceImport = later(() => import('./price-import.tsx').then((all) => all.PriceImport))
export const PriceTable = later(() => import('./price-table.tsx').then((all) => all.PriceTable))
export const RefreshBalance = live(() => import('./refresh-balance.tsx').then((all) => all.RefreshBalance))
