import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { getLocale } from 'next-intl/server'
import { type ReactNode, Suspense } from 'react'
import { Awake } from '#components/layout/awake.ts'
import { ClientWords } from '#components/layout/client-words.tsx'
import { EarlyInputScript } from '#components/layout/early-input-script.tsx'
import { Clock, FocusKeeper, OfflineBar, OutdatedBar, Tooltips } from '#components/layout/later.ts'
import { Toaster } from '#components/ui/toaster.tsx'
import { fontClasses } from './fonts.ts'
import './globals.css'
import './print.css'

export const metadata: Metadata = {
  title: { default: 'Longwave', template: '%s · Longwave' },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  colorScheme: 'light dark',
}

/** The frame of every page. The theme is known before the first byte, from a cookie; without one the system decides. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()])
  const theme = jar.get('theme')?.value
  return (
    <html
      lang={locale}
      className={fontClasses}
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
    >
      <body>
        <EarlyInputScript />
        <ClientWords>
          {children}
          <Toaster />
          <Awake />
          <Suspense fallback={null}>
            <OfflineBar />
            <OutdatedBar />
            <Tooltips />
            <Clock />
            <FocusKeeper />
          </Suspense>
        </ClientWords>
      </body>
    </html>
  )
}
