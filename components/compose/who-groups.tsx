'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { FieldGroup } from '#components/ui/field.tsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import { choices } from './compose-queries.ts'
import { NoAnswer } from './no-answer.tsx'

/** Groups from which on there is a field to search them. */
const SEARCH_FROM = 8

type WhoGroupsProps = {
  groupIds: readonly number[]
  onGroups: (groupIds: number[]) => void
  error: string | undefined
}

/** People from one group or several; who is in two of them is one person. */
export function WhoGroups({ groupIds, onGroups, error }: WhoGroupsProps) {
  const words = useTranslations('compose.who.groups')
  const shared = useTranslations('common')
  const { data, isError, refetch } = useQuery(choices.groups())
  const [search, setSearch] = useState('')
  if (isError) return <NoAnswer onRetry={() => void refetch()} />
  if (!data) return <p className="text-muted">{words('loading')}</p>
  const { groups } = data
  if (groups.length === 0) return <p className="text-muted">{words('none')}</p>
  const wanted = search.trim().toLocaleLowerCase()
  const found = groups.filter(
    ({ id, name }) => groupIds.includes(id) || name.toLocaleLowerCase().includes(wanted),
  )
  const choose = (id: number, isChosen: boolean) =>
    onGroups(isChosen ? [...groupIds, id] : groupIds.filter((other) => other !== id))
  return (
    <div className="flex flex-col gap-3">
      {groups.length >= SEARCH_FROM && (
        <SearchInput
          label={words('search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="sm:max-w-88"
        />
      )}
      <FieldGroup label={words('title')} hideLabel error={error}>
        <div className="flex max-h-64 flex-col gap-1.5 overflow-y-auto">
          {found.map(({ id, name, members }) => (
            <Checkbox
              key={id}
              checked={groupIds.includes(id)}
              onChange={(event) => choose(id, event.target.checked)}
              label={
                <>
                  {name} <span className="tabular text-muted">{shared('people', { count: members })}</span>
                </>
              }
            />
          ))}
          {found.length === 0 && <p className="text-muted">{words('noneFound', { search })}</p>}
        </div>
      </FieldGroup>
    </div>
  )
}
