'use client'

import { Download as DownloadIcon } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { ApiError, downloadApi } from '#components/api-client.ts'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { Audience, PriceInput, ReachInput } from './compose-types.ts'

const known = [
  'DUPLICATE',
  'EXCLUDED',
  'INVALID_NUMBER',
  'SPREADSHEET_NUMBER',
  'LANDLINE',
  'COUNTRY_NOT_SERVED',
  'COUNTRY_NOT_ALLOWED',
  'HASH_NOT_SERVED',
  'NO_PRICE',
  'SUPPRESSED',
  'MISSING_VARIABLE',
  'TEXT_TOO_LONG',
  'TEXT_NOT_SUPPORTED',
  'TEXT_HAS_PLACEHOLDER',
] as const
type Known = (typeof known)[number]

const isKnown = (reason: string): reason is Known => (known as readonly string[]).includes(reason)

type LeftOutProps = {
  audience: Audience
  /** What the figures are of; with a text, those are named who are left out because of it. */
  asked: ReachInput | PriceInput
  /** Leads to a row, where the list can be seen here. */
  onRow: ((row: number) => void) | undefined
}

/** Every row that gets nothing, by its number in the person's own list, with the reason; a press leads to the row. */
export function LeftOut({ audience, asked, onRow }: LeftOutProps) {
  const words = useTranslations('compose.leftOut')
  const format = useFormatter()
  const count = audience.total - audience.valid
  const { examples } = audience
  if (count === 0) return null
  const reasons = [...new Set(examples.map(({ reason }) => reason))]
  return (
    <Disclosure title={words('title', { count })} className="text-sm">
      <div className="flex flex-col gap-3">
        {reasons.map((reason) => (
          <div key={reason} className="flex flex-col gap-1">
            <p className="font-medium">{words(`reasons.${isKnown(reason) ? reason : 'OTHER'}`)}</p>
            <ul className="flex flex-wrap gap-1">
              {examples
                .filter((example) => example.reason === reason)
                .map(({ rowNo, raw }, index) => (
                  // Several entries can stand on one line, so a row has no key of its own.
                  // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole.
                  <li key={index}>
                    <button
                      type="button"
                      disabled={!onRow}
                      onClick={() => onRow?.(rowNo)}
                      className="tabular flex min-h-7 items-center gap-1.5 rounded-md bg-sunken px-2 enabled:hover:bg-hover max-md:min-h-10"
                    >
                      <span className="text-muted">{words('row', { row: format.number(rowNo) })}</span>
                      <span className="max-w-48 truncate">{raw}</span>
                    </button>
                  </li>
                ))}
            </ul>
          </div>
        ))}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          {examples.length < count && (
            <p className="text-muted">{words('more', { count: count - examples.length })}</p>
          )}
          <Download asked={asked} />
        </div>
      </div>
    </Disclosure>
  )
}

/** All of them, for a spreadsheet. */
function Download({ asked }: Pick<LeftOutProps, 'asked'>) {
  const words = useTranslations('compose.leftOut')
  const problems = useTranslations('compose.problems')
  const [isPending, start] = useTransition()
  const body = 'text' in asked ? toBody(asked) : asked
  const save = () =>
    start(async () => {
      await downloadApi('/sms/left-out', body, `${words('fileName')}.csv`).catch((error: unknown) =>
        showToast({
          title: (error instanceof ApiError && error.message) || problems('noAnswer'),
          status: 'bad',
        }),
      )
    })
  return (
    <Button size="sm" icon={<DownloadIcon aria-hidden="true" />} pending={isPending} onClick={save}>
      {words('download')}
    </Button>
  )
}

const toBody = ({ text, values, ...reach }: PriceInput) => ({ ...reach, content: text, variables: values })
