import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ClientWords } from '#components/layout/client-words.tsx'
import { Clock } from '#components/layout/clock.tsx'
import { OfflineBar } from '#components/ui/offline-bar.tsx'
import { Toaster } from '#components/ui/toaster.tsx'
import { Tooltips } from '#components/ui/tooltips.tsx'
import { fontClasses } from './fonts.ts'
import './globals.css'

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
        <ClientWords>
          {children}
          <OfflineBar />
          <Toaster />
          <Tooltips />
          <Clock />
        </ClientWords>
      </body>
    </html>
  )
}
