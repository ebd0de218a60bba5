import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { imports } from '#components/contacts/import-queries.ts'
import { ImportScreen } from '#components/contacts/later-imports.ts'
import { cursorOf } from '#components/contacts/list-address.ts'
import { RefusalTable } from '#components/contacts/refusal-table.tsx'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { getImport, listRefusals } from '#lib/contacts/get-import.ts'
import { idParams } from '#lib/contacts/schema.ts'
import type { ImportView } from '#lib/contacts/schema-imports.ts'
import { errorSentence } from '#lib/http/error-sentence.ts'
import { currentUser } from '#lib/http/session.ts'
import { AppError } from '#lib/shared/errors.ts'
import { cancelImportAction } from '../actions.ts'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('contacts'))('importing.title') }
}

export default async function ImportedPage({ params, searchParams }: Props) {
  const { ctx } = await currentUser('send')
  const { data } = idParams.safeParse(await params)
  if (!data) notFound()
  const { id } = data
  const cursor = cursorOf(await searchParams, 'cursor')
  const one = await getImport(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') notFound()
    throw error
  })
  const page = await listRefusals(ctx, id, { cursor, limit: 100 })
  return (
    <ScreenWords of={['contacts']}>
      <Prefetched entries={[entry(imports.one(id), one)]}>
        <ImportScreen
          id={id}
          cancel={cancelImportAction}
          problem={problemSentence(await getLocale(), one)}
          refusals={page.refusals.length > 0 && <RefusalTable importId={id} page={page} cursor={cursor} />}
        />
      </Prefetched>
    </ScreenWords>
  )
}

/** Why it ended early: the group is gone, or the file cannot be read from a row on. */
function problemSentence(locale: string, { problem, problemRow }: ImportView): string | null {
  if (problem === null) return null
  const error =
    problem === 'UNKNOWN_GROUP' || problem === 'NOT_FOUND'
      ? new AppError(problem)
      : new AppError('INVALID_FILE', {
          params: { name: problem, ...(problemRow !== null && { row: problemRow }) },
        })
  return errorSentence(locale, error, { nameField: false })
}
