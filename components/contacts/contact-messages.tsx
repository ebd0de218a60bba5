'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { RecipientStateChip, shownState } from '#components/messages/recipient-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Name } from '#components/ui/name.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SkeletonRows } from '#components/ui/skeleton.tsx'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { contacts } from './contact-queries.ts'

/** What one person was sent lately and what became of it; each row leads to their story in the message. */
export function ContactMessages({ id }: { id: number }) {
  const words = useTranslations('contacts.sent')
  const common = useTranslations('ui')
  const { data, error, refetch } = useQuery(contacts.messages(id))
  if (!data && error)
    return (
      <Notice status="bad" action={<Button onClick={() => void refetch()}>{common('retry')}</Button>}>
        {words('failed')}
      </Notice>
    )
  if (!data)
    return (
      <div role="status" aria-label={words('looking')}>
        <SkeletonRows rows={3} columns={4} />
      </div>
    )
  if (data.sent.length === 0) return <p className="text-muted">{words('nothing', { days: data.days })}</p>
  return (
    <>
      <Table label={words('title')} keys>
        <TableHead>
          <Column className="w-full">{words('text')}</Column>
          <Column>{words('state')}</Column>
          <Column>{words('sender')}</Column>
          <Column>{words('by')}</Column>
          <Column end>{words('when')}</Column>
        </TableHead>
        <TableBody>
          {data.sent.map((one) => (
            <Row key={`${one.uuid} ${one.seq}`}>
              <Cell className="md:max-w-0">
                <RowLink
                  href={`/messages/${one.uuid}/recipients?person=${one.seq}`}
                  prefetch={false}
                  className="block truncate"
                >
                  {one.text ?? words('noText')}
                </RowLink>
              </Cell>
              <Cell label={words('state')} wide>
                <RecipientStateChip state={shownState(one)} />
              </Cell>
              <Cell label={words('sender')} wide>
                <span className="whitespace-nowrap">{one.sender}</span>
              </Cell>
              <Cell label={words('by')} wide>
                <Name>{one.by}</Name>
              </Cell>
              <Cell label={words('when')} wide end>
                <RelativeTime at={one.at} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {!data.whole && <p className="pt-3 text-sm text-muted">{words('more')}</p>}
    </>
  )
}
