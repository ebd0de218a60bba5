'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { PageHeader } from '#components/layout/page-header.tsx'
import { NotUpToDate } from '#components/messages/not-up-to-date.tsx'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Count } from '#components/ui/figures.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { ImportView } from '#lib/contacts/schema-imports.ts'
import { imports, isUnderway } from './import-queries.ts'
import { ImportState } from './import-state.tsx'

type Props = {
  id: number
  cancel: ServerAction<{ id: number }, unknown>
  /** The rows that were not taken in, as the server has read them. */
  refusals: ReactNode
  /** Why a file could not be read to its end, in a sentence. */
  problem: string | null
}

/** How far a list is and what became of its rows. It goes on whether somebody looks or not. */
export function ImportScreen({ id, cancel, refusals, problem }: Props) {
  const words = useTranslations('contacts.importing')
  const query = useQuery(imports.one(id))
  const { submit, pending, error } = useSubmit(cancel, () => void query.refetch())
  const one = query.data
  useRefreshAtTheEnd(one)
  if (!one) return null
  const underway = isUnderway(one)
  return (
    <>
      <PageHeader
        back={{ href: '/contacts/import', label: words('back') }}
        title={one.fileName || words('nameless')}
        status={<ImportState state={one.state} filled />}
        actions={
          underway ? (
            <Button look="caution" pending={pending} onClick={() => void submit({ id })}>
              {words('cancel')}
            </Button>
          ) : (
            <Next one={one} />
          )
        }
      />
      <NotUpToDate query={query} />
      <div className="flex max-w-form flex-col gap-4 pb-6">
        <FormProblem error={error} />
        {underway && <Underway one={one} />}
        {problem && (
          <Notice status="bad" title={words('failed')}>
            {problem}
          </Notice>
        )}
        <Figures one={one} />
      </div>
      {refusals}
    </>
  )
}

/** The rows that were left out are read by the server: once more when the last of them is known. */
function useRefreshAtTheEnd(one: ImportView | undefined) {
  const router = useRouter()
  const wasUnderway = useRef(false)
  const underway = one !== undefined && isUnderway(one)
  useEffect(() => {
    if (wasUnderway.current && !underway) router.refresh()
    wasUnderway.current = underway
  }, [underway, router])
}

function Next({ one }: { one: ImportView }) {
  const words = useTranslations('contacts.importing')
  if (one.kind === 'suppressions')
    return <ButtonLink href="/contacts/suppressed?reason=imported">{words('toStopped')}</ButtonLink>
  return one.group ? (
    <ButtonLink look="primary" href={`/contacts/groups/${one.group.id}`}>
      {words('toGroup')}
    </ButtonLink>
  ) : (
    <ButtonLink href="/contacts">{words('toContacts')}</ButtonLink>
  )
}

function Underway({ one }: { one: ImportView }) {
  const words = useTranslations('contacts.importing')
  return (
    <div className="flex flex-col gap-2">
      <Progress
        label={words('progress')}
        value={Math.min(one.rowsRead, one.rowsExpected)}
        total={one.rowsExpected}
      />
      <p className="text-sm text-muted">{words('mayLeave')}</p>
    </div>
  )
}

function Figures({ one }: { one: ImportView }) {
  const words = useTranslations('contacts.importing.figures')
  const shown = ['added', 'changed', 'unchanged', 'doubled', 'refused'] as const
  const facts = shown
    .filter((name) => one[name] > 0 || name === 'added')
    .map((name) => ({ term: words(name), value: <Count value={one[name]} /> }))
  const group = one.group && {
    term: words('group'),
    value: <TextLink href={`/contacts/groups/${one.group.id}`}>{one.group.name}</TextLink>,
  }
  return <DescriptionList facts={group ? [...facts, group] : facts} />
}
