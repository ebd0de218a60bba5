'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ReactNode, useMemo } from 'react'

/** Adds namespaces to those that the page already has, instead of sending all of them again. */
export function MoreWords({
  words,
  children,
}: {
  words: ReturnType<typeof useMessages>
  children: ReactNode
}) {
  const shared = useMessages()
  const locale = useLocale()
  const messages = useMemo(() => ({ ...shared, ...words }), [shared, words])
  return (
    <NextIntlClientProvider locale={locale} messages={messages}>
      {children}
    </NextIntlClientProvider>
  )
}
