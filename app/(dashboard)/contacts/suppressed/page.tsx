import { Ban, Download, Upload } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { StopDialog, StoppedTable } from '#components/contacts/later.ts'
import { cursorOf, pageLinks, wordOf } from '#components/contacts/list-address.ts'
import type { SenderOption } from '#components/contacts/stop-dialog.tsx'
import { Form, Select } from '#components/later-controls.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { FilterChips } from '#components/messages/filter-chips.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import { withQuery } from '#components/with-query.ts'
import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { listSuppressions } from '#lib/contacts/list-suppressions.ts'
import { suppressionReasons } from '#lib/contacts/rules.ts'
import { currentUser } from '#lib/http/session.ts'
import { roleMay } from '#lib/users/rules.ts'
import { addSuppressionsAction, removeSuppressionAction } from '../actions.ts'
import { senderOptions } from '../sender-options.ts'

type Query = Record<string, string | string[] | undefined>

const LIMIT = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('contacts'))('stopped.title') }
}

function readAddress(query: Query) {
  return {
    q: wordOf(query, 'q'),
    reason: suppressionReasons.find((reason) => reason === wordOf(query, 'reason')),
    sender: /^\d{1,9}$/.test(wordOf(query, 'sender') ?? '') ? wordOf(query, 'sender') : undefined,
  }
}

type Address = ReturnType<typeof readAddress>

const hrefOf = (address: Address & { cursor?: string; newer?: string }) =>
  withQuery('/contacts/suppressed', { ...address })

export default async function SuppressedPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { user, ctx } = await currentUser()
  const query = await searchParams
  const address = readAddress(query)
  const { q, reason, sender } = address
  const [words, senders, page] = await Promise.all([
    getTranslations('contacts'),
    senderOptions(ctx),
    listSuppressions(
      ctx,
      {
        search: q,
        reason,
        senderId: sender === undefined ? undefined : Number(sender),
        cursor: cursorOf(query, 'cursor'),
        newer: cursorOf(query, 'newer'),
        limit: LIMIT,
      },
      await findDefaultCountry(ctx),
    ),
  ])
  const maySend = roleMay(user.role, 'send')
  const isEmpty = page.suppressions.length === 0 && !q && !reason && !sender
  const stop = maySend && <StopDialog senders={senders} stop={addSuppressionsAction} />
  const importLink = maySend && (
    <ButtonLink href="/contacts/import?kind=suppressions" icon={<Upload aria-hidden="true" />}>
      {words('import')}
    </ButtonLink>
  )
  return (
    <ScreenWords of={['contacts']}>
      <PageHeader
        title={words('stopped.title')}
        description={words('stopped.description')}
        actions={
          !isEmpty && (
            <>
              <a href="/api/v2/suppressions/export" download className={buttonClass()}>
                <Download aria-hidden="true" />
                {words('stopped.export')}
              </a>
              {importLink}
              {stop}
            </>
          )
        }
      />
      {isEmpty ? (
        <EmptyState
          icon={<Ban />}
          title={words('stopped.empty')}
          action={
            <div className="flex flex-wrap gap-2">
              {importLink}
              {stop}
            </div>
          }
        >
          {words('stopped.emptyText')}
        </EmptyState>
      ) : (
        <>
          <Filters address={address} senders={senders} />
          {page.suppressions.length === 0 ? (
            <EmptyState
              title={words('stopped.nobody')}
              action={<ButtonLink href="/contacts/suppressed">{words('showAll')}</ButtonLink>}
            >
              {words('stopped.nobodyText')}
            </EmptyState>
          ) : (
            <StoppedTable
              rows={page.suppressions.map((row) => ({ ...row, who: row.msisdn ?? row.key }))}
              {...(maySend && { lift: removeSuppressionAction })}
            />
          )}
          <Pagination {...pageLinks(page, (at) => hrefOf({ ...address, ...at }))}>
            {words(page.total.exact ? 'stopped.count' : 'stopped.countMore', { count: page.total.count })}
          </Pagination>
        </>
      )}
    </ScreenWords>
  )
}

type FiltersProps = { address: Address; senders: readonly SenderOption[] }

async function Filters({ address, senders }: FiltersProps) {
  const words = await getTranslations('contacts')
  const { q, reason, sender } = address
  return (
    <div className="mb-3 flex flex-col gap-3">
      <Form action="/contacts/suppressed" className="flex flex-wrap items-center gap-2">
        {reason && <input type="hidden" name="reason" value={reason} />}
        <SearchInput
          key={q}
          name="q"
          label={words('stopped.search')}
          defaultValue={q}
          inputMode="tel"
          className="min-w-0 flex-1 sm:max-w-72"
        />
        <Select
          name="sender"
          aria-label={words('stopped.column.sender')}
          defaultValue={sender ?? ''}
          options={[{ value: '', label: words('stopped.anySender') }, ...senders]}
          className="sm:max-w-60"
        />
        <Button type="submit">{words('filter.apply')}</Button>
      </Form>
      <FilterChips
        label={words('stopped.byReason')}
        chips={[undefined, ...suppressionReasons].map((one) => ({
          key: one ?? 'all',
          href: hrefOf({ q, sender, reason: one }),
          label: words(one ? `stop.reasons.${one}` : 'stopped.all'),
          current: reason === one,
        }))}
      />
    </div>
  )
}
