import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/layout/page-header.tsx'
import { errorSentence } from '#lib/http/error-sentence.ts'
import { AppError, type ErrorCode, httpStatus } from '#lib/shared/errors.ts'

export async function generateMetadata(): Promise<Metadata> {
  const words = await getTranslations('apiReference')
  return { title: `${words('refusals')} · ${words('title')}` }
}

/** Every code that a refusal can have, with the sentence that comes with it where nothing more is known. */
export default async function RefusalsPage() {
  const [words, locale] = await Promise.all([getTranslations('apiReference'), getLocale()])
  const codes = Object.entries(httpStatus) as [ErrorCode, number][]
  return (
    <>
      <PageHeader title={words('refusals')} description={words('refusalsText')} />
      <dl className="border-t border-line text-sm">
        {codes.map(([code, status]) => (
          <div
            key={code}
            id={code}
            className="grid scroll-mt-6 gap-x-4 border-b border-line py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,4fr)]"
          >
            <dt className="font-mono text-xs leading-5 break-words">
              <span className="mr-3 text-muted">{status}</span>
              {code}
            </dt>
            <dd>{errorSentence(locale, new AppError(code), { nameField: true })}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
