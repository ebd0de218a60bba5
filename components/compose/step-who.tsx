'use client'

import { useLocale, useTranslations } from 'next-intl'
import { memo, Suspense, useRef } from 'react'
import { later } from '#components/ui/later.tsx'
import { SegmentedControl } from '#components/ui/radio-group.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { countryName } from '#lib/shared/country-name.ts'
import { AudienceFigures } from './audience-figures.tsx'
import type { Audience, ReachInput } from './compose-types.ts'
import type { Draft, DraftChange } from './draft.ts'
import { Exclusions } from './exclusions.tsx'
import { LeftOut } from './left-out.tsx'
import { NoAnswer } from './no-answer.tsx'
import type { Answer } from './use-answer.ts'
import { selectRow, WhoPasted } from './who-pasted.tsx'

// Most messages go to pasted numbers: what the other sources need is fetched when somebody turns to them.
const WhoFile = later(() => import('./who-file.tsx').then((all) => all.WhoFile))
const WhoGroups = later(() => import('./who-groups.tsx').then((all) => all.WhoGroups))

type StepWhoProps = {
  draft: Pick<Draft, 'from' | 'numbers' | 'file' | 'groupIds' | 'exclude'>
  onChange: (change: DraftChange) => void
  reach: ReachInput | null
  audience: Answer<Audience>
  error: string | undefined
  /** ISO code: how numbers without a country code are read. */
  country: string
}

/** Step 1: where the people come from, who is left out, and what becomes of each row. */
export const StepWho = memo(function StepWho(props: StepWhoProps) {
  const { draft, onChange, reach, audience, error, country } = props
  const words = useTranslations('compose.who')
  const locale = useLocale()
  const area = useRef<HTMLTextAreaElement>(null)
  const home = countryName(country, locale)
  const toRow = (row: number) => area.current && selectRow(area.current, row)
  return (
    <>
      <SegmentedControl
        label={words('from')}
        hideLabel
        value={draft.from}
        onValueChange={(from) => onChange({ from })}
        options={[
          { value: 'pasted', label: words('paste') },
          { value: 'file', label: words('file.tab') },
          { value: 'groups', label: words('groups.tab') },
        ]}
      />
      {draft.from === 'pasted' && (
        <WhoPasted
          numbers={draft.numbers}
          onNumbers={(numbers) => onChange({ numbers })}
          area={area}
          error={error}
          country={home}
        />
      )}
      <Suspense fallback={<Skeleton className="h-24" />}>
        {draft.from === 'file' && (
          <WhoFile file={draft.file} onFile={(file) => onChange({ file })} error={error} country={home} />
        )}
        {draft.from === 'groups' && (
          <WhoGroups
            groupIds={draft.groupIds}
            onGroups={(groupIds) => onChange({ groupIds })}
            error={error}
          />
        )}
      </Suspense>
      <div className="-mt-1 flex flex-col gap-2">
        <AudienceFigures audience={audience} isAsked={reach !== null} />
        {audience.value && audience.value.hashed > 0 && (
          <p className="text-sm text-muted">{words('hashed', { count: audience.value.hashed })}</p>
        )}
        {audience.failure === 'no-answer' && <NoAnswer onRetry={audience.askAgain} />}
        {audience.value && reach && (
          <LeftOut
            audience={audience.value}
            asked={reach}
            onRow={draft.from === 'pasted' ? toRow : undefined}
          />
        )}
        <Exclusions exclude={draft.exclude} onExclude={(exclude) => onChange({ exclude })} />
      </div>
    </>
  )
})
