import { Inbox } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { type InboxAddress, inboxHref } from '#components/inbox/inbox-address.ts'
import { type ConversationFilter, inbox } from '#components/inbox/inbox-queries.ts'
import { ConversationList } from '#components/inbox/later.ts'
import { Form } from '#components/later-controls.ts'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import type { ConversationPage } from '#lib/inbox/schema.ts'

type Props = { page: ConversationPage; address: InboxAddress; filter: ConversationFilter; open?: number }

/** The list of conversations with what narrows it. */
export async function InboxColumn({ page, address, filter, open }: Props) {
  const words = await getTranslations('inbox')
  const narrowed = address.q !== undefined || address.show !== undefined || address.cursor !== undefined
  return (
    <div className="flex min-w-0 flex-col">
      <Form action="/inbox" className="mb-2">
        {address.show && <input type="hidden" name="show" value={address.show} />}
        <SearchInput key={address.q} name="q" label={words('search')} defaultValue={address.q} />
      </Form>
      <LinkTabs
        label={words('filter')}
        tabs={[undefined, 'unread' as const].map((show) => ({
          href: inboxHref({ ...(address.q && { q: address.q }), ...(show && { show }) }),
          label: words(`show.${show ?? 'all'}`),
          current: address.show === show,
        }))}
        className="mb-px"
      />
      <Prefetched entries={[entry(inbox.list(filter), page)]}>
        <ConversationList
          filter={filter}
          address={address}
          open={open}
          empty={
            <EmptyState className="border-t-0" icon={<Inbox />} title={words(narrowed ? 'nothing' : 'empty')}>
              {words(narrowed ? 'nothingText' : 'emptyText')}
            </EmptyState>
          }
        />
      </Prefetched>
      <Pagination
        previousHref={address.cursor ? inboxHref({ ...address, cursor: undefined }) : null}
        nextHref={page.nextCursor && inboxHref({ ...address, cursor: page.nextCursor })}
      />
    </div>
  )
}
