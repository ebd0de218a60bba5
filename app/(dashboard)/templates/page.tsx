import { FilePlus, FileText } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { cursorOf, pageLinks, wordOf } from '#components/contacts/list-address.ts'
import { Form } from '#components/later-controls.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { TemplateTable } from '#components/templates/template-table.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import { withQuery } from '#components/with-query.ts'
import { currentUser } from '#lib/http/session.ts'
import { listTemplates } from '#lib/templates/get-template.ts'
import { roleMay } from '#lib/users/rules.ts'

type Query = Promise<Record<string, string | string[] | undefined>>

const LIMIT = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('templates'))('title') }
}

export default async function TemplatesPage({ searchParams }: { searchParams: Query }) {
  const { user, ctx } = await currentUser()
  const query = await searchParams
  const q = wordOf(query, 'q')
  const show = wordOf(query, 'show') === 'deleted' ? 'deleted' : undefined
  const [words, page] = await Promise.all([
    getTranslations('templates'),
    listTemplates(ctx, {
      search: q,
      archived: show ? 'true' : 'false',
      cursor: cursorOf(query, 'cursor'),
      newer: cursorOf(query, 'newer'),
      limit: LIMIT,
    }),
  ])
  const href = (more: Record<string, string | undefined>) => withQuery('/templates', { q, show, ...more })
  const maySend = roleMay(user.role, 'send')
  const add = maySend && (
    <ButtonLink look="primary" href="/templates/new" icon={<FilePlus aria-hidden="true" />}>
      {words('add')}
    </ButtonLink>
  )
  return (
    <ScreenWords of={['templates']}>
      <PageHeader title={words('title')} description={words('description')} actions={add} />
      <div className="mb-2 flex flex-wrap-reverse items-end justify-between gap-x-6 gap-y-3">
        <LinkTabs
          label={words('filter')}
          className="min-w-0 max-md:w-full md:flex-1"
          tabs={[undefined, 'deleted' as const].map((one) => ({
            href: withQuery('/templates', { q, show: one }),
            label: words(one ?? 'live'),
            current: show === one,
          }))}
        />
        <Form action="/templates" className="w-full md:w-64">
          {show && <input type="hidden" name="show" value={show} />}
          <SearchInput key={q} name="q" label={words('search')} defaultValue={q} />
        </Form>
      </div>
      {page.templates.length > 0 ? (
        <TemplateTable rows={page.templates} use={maySend && !show} />
      ) : (
        <Empty narrowed={q !== undefined || show !== undefined} />
      )}
      <Pagination {...pageLinks(page, href)} />
    </ScreenWords>
  )
}

async function Empty({ narrowed }: { narrowed: boolean }) {
  const words = await getTranslations('templates')
  if (narrowed)
    return (
      <EmptyState
        className="border-t-0"
        title={words('nothing')}
        action={<ButtonLink href="/templates">{words('showAll')}</ButtonLink>}
      >
        {words('nothingText')}
      </EmptyState>
    )
  return (
    <EmptyState className="border-t-0" icon={<FileText />} title={words('empty')}>
      {words('emptyText')}
    </EmptyState>
  )
}
