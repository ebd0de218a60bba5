import { CalendarDays, SquarePen } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Form } from '#components/later-controls.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { MessageList } from '#components/messages/later.ts'
import { listAddress, listHref, type MessagesAddress, shows } from '#components/messages/list-address.ts'
import { MESSAGES_PER_PAGE, messages } from '#components/messages/message-queries.ts'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import { currentUser } from '#lib/http/session.ts'
import { listMessages } from '#lib/messages/list-messages.ts'
import type { MessagePage } from '#lib/messages/schema.ts'
import { roleMay } from '#lib/users/rules.ts'
import { controls } from './controls.ts'

type Query = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('messages'))('title') }
}

export default async function MessagesPage({ searchParams }: { searchParams: Query }) {
  const { user, ctx } = await currentUser()
  const { address, filter } = listAddress(await searchParams)
  const { state: states, ...rest } = filter
  const page = await listMessages(ctx, { ...rest, states, limit: MESSAGES_PER_PAGE })
  const [words, nav] = await Promise.all([getTranslations('messages'), getTranslations('nav')])
  const maySend = roleMay(user.role, 'send')
  return (
    <ScreenWords of={['messages', 'schedule']}>
      <PageHeader
        title={words('title')}
        actions={
          <>
            <ButtonLink href="/messages/calendar" icon={<CalendarDays aria-hidden="true" />}>
              {words('calendar.title')}
            </ButtonLink>
            {maySend && (
              <ButtonLink look="primary" href="/messages/new" icon={<SquarePen aria-hidden="true" />}>
                {nav('compose')}
              </ButtonLink>
            )}
          </>
        }
      />
      <div className="mb-2 flex flex-wrap-reverse items-end justify-between gap-x-6 gap-y-3">
        <LinkTabs
          label={words('filter.label')}
          tabs={[undefined, ...shows].map((show) => ({
            href: listHref({ show, q: address.q }),
            label: words(`filter.${show ?? 'all'}`),
            current: address.show === show,
          }))}
          className="min-w-0 max-md:w-full md:flex-1"
        />
        <Form action="/messages" className="w-full md:w-64">
          {address.show && <input type="hidden" name="show" value={address.show} />}
          <SearchInput key={address.q} name="q" label={words('search')} defaultValue={address.q} />
        </Form>
      </div>
      <Prefetched entries={[entry(messages.list(filter), page)]}>
        <MessageList
          filter={filter}
          empty={<Empty address={address} page={page} maySend={maySend} />}
          controls={
            maySend && (address.show === 'scheduled' || address.show === 'attention') ? controls : undefined
          }
        />
      </Prefetched>
      <Pagination
        previousHref={
          page.previousCursor && listHref({ ...address, cursor: undefined, newer: page.previousCursor })
        }
        nextHref={page.nextCursor && listHref({ ...address, newer: undefined, cursor: page.nextCursor })}
      />
    </ScreenWords>
  )
}

type EmptyProps = { address: MessagesAddress; page: MessagePage; maySend: boolean }

async function Empty({ address, page, maySend }: EmptyProps) {
  const words = await getTranslations('messages.empty')
  if (page.hasMore)
    return (
      <EmptyState
        className="border-t-0"
        title={words('nothingNear')}
        action={
          <ButtonLink href={listHref({ ...address, cursor: page.nextCursor ?? '' })}>
            {words('further')}
          </ButtonLink>
        }
      >
        {words('nothingNearText')}
      </EmptyState>
    )
  if (address.show || address.q || address.cursor)
    return (
      <EmptyState
        className="border-t-0"
        title={words('filtered')}
        action={<ButtonLink href="/messages">{words('filteredAction')}</ButtonLink>}
      >
        {words('filteredText')}
      </EmptyState>
    )
  return (
    <EmptyState
      className="border-t-0"
      title={words('none')}
      action={
        maySend && (
          <ButtonLink look="primary" href="/messages/new">
            {words('action')}
          </ButtonLink>
        )
      }
    >
      {words('text')}
    </EmptyState>
  )
}
