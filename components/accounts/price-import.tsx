'use client'

import { Download, Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ChangeEvent, useRef, useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Notice } from '#components/ui/notice.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { RefusedRow } from '#lib/accounts/rules-prices.ts'

/** A price list of five thousand rows is well below this; a server action takes no more than a megabyte. */
const MAX_BYTES = 500_000

type Answer = { taken: number; refused: RefusedRow[] }
type Props = { accountId: number; take: ServerAction<{ accountId: number; text: string }, Answer> }

/** Takes and gives a price list as CSV; where a row is wrong nothing is taken, and the rows are named. */
export function PriceImport({ accountId, take }: Props) {
  const words = useTranslations('accounts.prices')
  const file = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<RefusedRow[]>([])
  const [tooLarge, setTooLarge] = useState(false)
  const { submit, pending, error } = useSubmit(take, (answer) => {
    setRefused(answer.refused)
    if (answer.taken > 0) showToast({ title: words('imported', { count: answer.taken }), status: 'good' })
    else if (answer.refused.length === 0) showToast({ title: words('importEmpty'), status: 'doubtful' })
  })
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? []
    setRefused([])
    setTooLarge(chosen !== undefined && chosen.size > MAX_BYTES)
    if (chosen && chosen.size <= MAX_BYTES) await submit({ accountId, text: await chosen.text() })
    if (file.current) file.current.value = ''
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <input
          ref={file}
          type="file"
          accept=".csv,.txt,text/csv"
          aria-label={words('import')}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => void read(event)}
        />
        <Button size="sm" icon={<Upload />} pending={pending} onClick={() => file.current?.click()}>
          {words('import')}
        </Button>
        <a
          href={`/settings/accounts/${accountId}/prices`}
          download
          className={buttonClass('secondary', 'sm')}
        >
          <Download aria-hidden="true" />
          {words('export')}
        </a>
      </div>
      {tooLarge && (
        <Notice status="bad" urgent>
          {words('tooLarge')}
        </Notice>
      )}
      <FormProblem error={error} />
      {refused.length > 0 && <Refused rows={refused} />}
    </div>
  )
}

/** The first of them are enough to see what is wrong with the file. */
const SHOWN = 20

function Refused({ rows }: { rows: readonly RefusedRow[] }) {
  const words = useTranslations('accounts.prices')
  return (
    <Notice status="bad" urgent title={words('refused', { count: rows.length })}>
      <ul className="tabular list-disc pl-5">
        {rows.slice(0, SHOWN).map(({ row, problem }) => (
          <li key={row}>{words('refusedRow', { row, problem: words(`problem.${problem}`) })}</li>
        ))}
      </ul>
      {rows.length > SHOWN && words('refusedMore', { count: rows.length - SHOWN })}
    </Notice>
  )
}
