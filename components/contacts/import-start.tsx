'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Count } from '#components/ui/figures.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Section } from '#components/ui/section.tsx'
import { SkeletonRows } from '#components/ui/skeleton.tsx'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { FileDrop } from '#components/uploads/file-drop.tsx'
import { withQuery } from '#components/with-query.ts'
import type { ImportView } from '#lib/contacts/schema-imports.ts'
import { imports } from './import-queries.ts'
import { ImportState } from './import-state.tsx'

const kinds = ['contacts', 'suppressions'] as const

/** The beginning of an import: what kind of list, and the file. Below, the lists of before. */
export function ImportStart({ kind }: { kind: (typeof kinds)[number] }) {
  const words = useTranslations('contacts.importing')
  const router = useRouter()
  const [looking, start] = useTransition()
  const onSent = (upload: string) => start(() => router.push(withQuery('/contacts/import', { kind, upload })))
  return (
    <>
      <LinkTabs
        label={words('kind')}
        className="mb-5 max-w-form"
        tabs={kinds.map((one) => ({
          href: withQuery('/contacts/import', { kind: one }),
          label: words(`kinds.${one}`),
          current: one === kind,
        }))}
      />
      <div className="mb-8">
        {looking ? (
          <div role="status" aria-label={words('looking')} className="max-w-form">
            <SkeletonRows rows={4} columns={2} />
          </div>
        ) : (
          <FileDrop onSent={onSent} />
        )}
      </div>
      <Newest />
    </>
  )
}

function Newest() {
  const words = useTranslations('contacts.importing')
  const { data } = useQuery(imports.newest())
  if (!data || data.imports.length === 0) return null
  return (
    <Section title={words('before')}>
      <Table label={words('before')} keys>
        <TableHead>
          <Column className="w-full">{words('file')}</Column>
          <Column>{words('state')}</Column>
          <Column end>{words('figures.read')}</Column>
          <Column end>{words('figures.refused')}</Column>
          <Column end>{words('when')}</Column>
        </TableHead>
        <TableBody>
          {data.imports.map((one) => (
            <ImportRow key={one.id} of={one} />
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}

function ImportRow({ of }: { of: ImportView }) {
  const words = useTranslations('contacts.importing')
  return (
    <Row>
      <Cell>
        <RowLink href={`/contacts/import/${of.id}`} className="break-all">
          {of.fileName || words('nameless')}
        </RowLink>
      </Cell>
      <Cell label={words('state')} wide>
        <ImportState state={of.state} />
      </Cell>
      <Cell label={words('figures.read')} end wide>
        <Count value={of.added + of.changed + of.unchanged} />
      </Cell>
      <Cell label={words('figures.refused')} end wide>
        <Count value={of.refused} />
      </Cell>
      <Cell label={words('when')} end wide>
        <RelativeTime at={of.createdAt} />
      </Cell>
    </Row>
  )
}
