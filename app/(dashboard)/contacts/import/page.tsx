import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { imports } from '#components/contacts/import-queries.ts'
import { ImportForm, ImportStart } from '#components/contacts/later-imports.ts'
import { wordOf } from '#components/contacts/list-address.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { listImports } from '#lib/contacts/get-import.ts'
import { listGroups } from '#lib/contacts/list-groups.ts'
import { lookAtTable } from '#lib/contacts/look-at-table.ts'
import type { NewImport } from '#lib/contacts/schema-imports.ts'
import { errorSentence } from '#lib/http/error-sentence.ts'
import { currentUser } from '#lib/http/session.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { countryOptions } from '../../settings/accounts/countries.ts'
import { senderOptions } from '../sender-options.ts'
import { startImportAction } from './actions.ts'

type Query = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('contacts'))('importing.title') }
}

export default async function ImportPage({ searchParams }: { searchParams: Query }) {
  const { ctx } = await currentUser('send')
  const query = await searchParams
  const kind = wordOf(query, 'kind') === 'suppressions' ? 'suppressions' : 'contacts'
  const upload = wordOf(query, 'upload')
  const words = await getTranslations('contacts.importing')
  return (
    <ScreenWords of={['contacts', 'uploads']}>
      <PageHeader
        title={words(kind === 'contacts' ? 'title' : 'titleStopped')}
        description={words(kind === 'contacts' ? 'description' : 'descriptionStopped')}
      />
      {upload ? (
        <Mapping ctx={ctx} kind={kind} uploadId={upload} sheet={wordOf(query, 'sheet')} />
      ) : (
        <Prefetched entries={[entry(imports.newest(), await listImports(ctx, { limit: 10 }))]}>
          <ImportStart kind={kind} />
        </Prefetched>
      )}
    </ScreenWords>
  )
}

type MappingProps = {
  ctx: RootCtx
  kind: NewImport['kind']
  uploadId: string
  sheet: string | undefined
}

/** What stands in the file; or, where it cannot be read as a table, why not. */
async function Mapping({ ctx, kind, uploadId, sheet }: MappingProps) {
  const locale = await getLocale()
  const words = await getTranslations('contacts.importing')
  const table = await look(ctx, uploadId, sheet)
  if (table instanceof AppError)
    return (
      <Notice
        status="bad"
        action={<ButtonLink href={`/contacts/import?kind=${kind}`}>{words('otherFile')}</ButtonLink>}
      >
        {errorSentence(locale, table, { nameField: false })}
      </Notice>
    )
  const [groups, senders, defaultCountry] = await Promise.all([
    listGroups(ctx),
    senderOptions(ctx),
    findDefaultCountry(ctx),
  ])
  const choices = {
    countries: countryOptions(locale),
    defaultCountry,
    groups: groups.map(({ id, name }) => ({ value: String(id), label: name })),
    senders,
  }
  return (
    <ImportForm
      // Another sheet has other columns.
      key={sheet}
      kind={kind}
      table={table}
      choices={choices}
      start={startImportAction}
    />
  )
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function look(ctx: RootCtx, uploadId: string, sheet: string | undefined) {
  if (!isId.test(uploadId)) return new AppError('NOT_FOUND')
  return lookAtTable(ctx, uploadId, sheet).catch((error: unknown) => {
    if (error instanceof AppError) return error
    throw error
  })
}
