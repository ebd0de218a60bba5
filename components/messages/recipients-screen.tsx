'use client'

import { useQuery } from '@tanstack/react-query'
import Form from 'next/form'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Suspense, useRef } from 'react'
import { PageHeader } from '#components/layout/page-header.tsx'
import { ExportButton, type StartExport } from '#components/reports/export-button.tsx'
import { serverNow } from '#components/server-clock.ts'
import { Button } from '#components/ui/button.tsx'
import { Coming } from '#components/ui/coming.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Input } from '#components/ui/input.tsx'
import { later } from '#components/ui/later.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { useOnceOpen } from '#components/ui/use-once-open.ts'
import { messageTitle } from '#lib/messages/rules.ts'
import type { MessageDetailView, RecipientPage } from '#lib/messages/schema.ts'
import type { DoubtActions } from './message-controls.ts'
import { messages } from './message-queries.ts'
import { MessageStateChip } from './message-state.tsx'
import { NotUpToDate } from './not-up-to-date.tsx'
import { pollMs } from './poll.ts'
import { filterOf, type RecipientAddress, readAddress, recipientsHref } from './recipient-address.ts'
import { RecipientFilters } from './recipient-filters.tsx'
import { RecipientTable } from './recipient-table.tsx'

const RecipientDetails = later(() => import('./recipient-details.tsx').then((all) => all.RecipientDetails))

type RecipientsScreenProps = { uuid: string; doubt?: DoubtActions; startExport: StartExport }

/** The people of one message: narrowed, found, paged through; all of it stands in the address. */
export function RecipientsScreen({ uuid, doubt, startExport }: RecipientsScreenProps) {
  const words = useTranslations('recipients')
  const address = readAddress(Object.fromEntries(useSearchParams()))
  const { data: message } = useQuery(messages.one(uuid))
  const live = message !== undefined && pollMs(message, serverNow()) !== false
  const query = useQuery(messages.recipients(uuid, filterOf(address), live))
  const story = useStory(uuid, address)
  const storyWanted = useOnceOpen(address.person !== undefined)
  if (!message || !query.data) return null
  return (
    <>
      <PageHeader
        back={{ href: `/messages/${uuid}`, label: messageTitle(message) }}
        title={words('title')}
        status={<MessageStateChip state={message.state} filled />}
        actions={
          // What is on the screen goes into the file; another choice is another file.
          <ExportButton
            key={`${address.show} ${address.reason}`}
            request={{ kind: 'recipients', uuid, group: address.show, reason: address.reason }}
            start={startExport}
          />
        }
      />
      <NotUpToDate query={query} />
      <div className="mb-4 flex flex-col gap-3">
        <FindNumber uuid={uuid} number={address.number} />
        {!address.number && <RecipientFilters message={message} address={address} live={live} />}
      </div>
      {query.data.recipients.length === 0 ? (
        <Nobody uuid={uuid} address={address} />
      ) : (
        <>
          <RecipientTable
            rows={query.data.recipients}
            hrefOf={({ seq }) => recipientsHref(uuid, { ...address, person: seq })}
            onOpen={({ seq }) => story.open(seq)}
          />
          <Pages uuid={uuid} address={address} message={message} page={query.data} />
        </>
      )}
      {storyWanted && (
        <Suspense fallback={<Coming />}>
          <RecipientDetails
            uuid={uuid}
            seq={address.person ?? null}
            sender={message.sender ?? ''}
            doubt={doubt}
            onClose={story.close}
          />
        </Suspense>
      )}
    </>
  )
}

/** Opens and closes the story of a row. It has an address of its own; Back closes it. */
function useStory(uuid: string, address: RecipientAddress) {
  const opened = useRef(false)
  return {
    open: (person: number) => {
      opened.current = true
      window.history.pushState(null, '', recipientsHref(uuid, { ...address, person }))
    },
    close: () => {
      if (opened.current) window.history.back()
      else window.history.replaceState(null, '', recipientsHref(uuid, { ...address, person: undefined }))
      opened.current = false
    },
  }
}

function FindNumber({ uuid, number }: { uuid: string; number: string | undefined }) {
  const words = useTranslations('recipients.find')
  return (
    <Form
      action={`/messages/${uuid}/recipients`}
      scroll={false}
      className="flex flex-wrap items-center gap-2"
    >
      <SearchInput
        key={number}
        name="number"
        label={words('label')}
        defaultValue={number}
        inputMode="tel"
        autoComplete="off"
        className="min-w-0 flex-1 sm:max-w-72"
      />
      <Button type="submit">{words('button')}</Button>
      {number && (
        <TextLink href={recipientsHref(uuid, {})} scroll={false}>
          {words('all')}
        </TextLink>
      )}
    </Form>
  )
}

function Nobody({ uuid, address }: { uuid: string; address: RecipientAddress }) {
  const words = useTranslations('recipients.empty')
  return (
    <EmptyState
      title={address.number ? words('number', { number: address.number }) : words('title')}
      action={address.show && <TextLink href={recipientsHref(uuid, {})}>{words('all')}</TextLink>}
      className="border-t-0"
    >
      {address.number ? words('numberText') : words('text')}
    </EmptyState>
  )
}

type PagesProps = { uuid: string; address: RecipientAddress; message: MessageDetailView; page: RecipientPage }

function Pages({ uuid, address, message, page }: PagesProps) {
  const words = useTranslations('recipients')
  const { show, reason, billed } = address
  const at = (cursor: Partial<RecipientAddress>) => recipientsHref(uuid, { show, reason, billed, ...cursor })
  const { position } = page
  const isWhole = position !== null && message.total > page.recipients.length
  return (
    <Pagination
      previousHref={page.previousCursor && at({ before: page.previousCursor })}
      nextHref={page.nextCursor && at({ after: page.nextCursor })}
    >
      {position !== null && (
        <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {words('place', {
            first: position,
            last: position + page.recipients.length - 1,
            total: message.total,
          })}
          {isWhole && <Jump uuid={uuid} total={message.total} />}
        </span>
      )}
    </Pagination>
  )
}

/** To a place in the list, at two million rows too. */
function Jump({ uuid, total }: { uuid: string; total: number }) {
  const words = useTranslations('recipients.jump')
  return (
    <Form action={`/messages/${uuid}/recipients`} scroll={false} className="flex items-center gap-2">
      <Input
        name="at"
        type="number"
        inputMode="numeric"
        min={1}
        max={total}
        required
        aria-label={words('label')}
        placeholder={words('label')}
        className="w-32"
      />
      <Button type="submit" size="sm">
        {words('button')}
      </Button>
    </Form>
  )
}
