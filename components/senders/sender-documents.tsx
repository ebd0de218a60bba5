'use client'

import { Download, FilePlus2, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { type ChangeEvent, useRef, useState } from 'react'
import { ApiError, removeApi, uploadApi } from '#components/api-client.ts'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { documentLimits } from '#lib/senders/rules.ts'
import type { DocumentView } from '#lib/senders/schema.ts'

type Props = { senderId: number; documents: readonly DocumentView[]; mayChange: boolean }

const MEGABYTE = 1024 * 1024

/** The papers of a request. They are saved to the reader's disk, never shown here. */
export function SenderDocuments({ senderId, documents, mayChange }: Props) {
  const words = useTranslations('senders.documents')
  const { run, busy, problem } = useChange()
  const path = `/senders/${senderId}/documents` as const
  return (
    <div className="flex max-w-160 flex-col gap-3">
      {documents.length === 0 && <p className="text-muted">{words('none')}</p>}
      <ul className="border-t border-line empty:hidden">
        {documents.map((document) => (
          <DocumentLine
            key={document.id}
            document={document}
            href={`/api/v2${path}/${document.id}`}
            remove={mayChange ? () => run(() => removeApi(`${path}/${document.id}`)) : undefined}
          />
        ))}
      </ul>
      {mayChange && documents.length < documentLimits.count && (
        <AddFiles
          busy={busy}
          add={(files) =>
            run(async () => {
              for (const file of files) await uploadApi(path, file)
            })
          }
        />
      )}
      {mayChange && problem !== null && (
        <Notice status="bad" urgent>
          {problem}
        </Notice>
      )}
    </div>
  )
}

/** Runs one change after the other and reads the page again; says what was refused. */
function useChange() {
  const router = useRouter()
  const screen = useTranslations('states.screen')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const run = async (change: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(null)
    await change().catch((error: unknown) =>
      setProblem((error instanceof ApiError && error.message) || screen('noAnswer')),
    )
    setBusy(false)
    router.refresh()
  }
  return { run: (change: () => Promise<unknown>) => void run(change), busy, problem }
}

type LineProps = { document: DocumentView; href: string; remove?: () => void }

function DocumentLine({ document, href, remove }: LineProps) {
  const words = useTranslations('senders.documents')
  const format = useFormatter()
  const isLarge = document.bytes >= MEGABYTE / 10
  const size = format.number(document.bytes / (isLarge ? MEGABYTE : 1_000), {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumSignificantDigits: 2,
  })
  return (
    <li className="flex items-center gap-3 border-b border-line py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{document.name}</p>
        <p className="tabular text-sm text-muted">
          {size} · <RelativeTime at={document.createdAt} />
        </p>
      </div>
      <a
        href={href}
        download
        className={buttonClass('secondary', 'sm')}
        aria-label={words('downloadOne', { name: document.name })}
      >
        <Download aria-hidden="true" />
        {words('download')}
      </a>
      {remove && (
        <IconButton
          size="sm"
          icon={<Trash2 />}
          label={words('removeOne', { name: document.name })}
          onClick={remove}
        />
      )}
    </li>
  )
}

function AddFiles({ busy, add }: { busy: boolean; add: (files: readonly File[]) => void }) {
  const words = useTranslations('senders.documents')
  const input = useRef<HTMLInputElement>(null)
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    if (files.length > 0) add(files)
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <input
        ref={input}
        type="file"
        multiple
        accept="application/pdf,image/png,image/jpeg"
        aria-label={words('add')}
        tabIndex={-1}
        className="sr-only"
        onChange={take}
      />
      <Button icon={<FilePlus2 />} pending={busy} onClick={() => input.current?.click()}>
        {words('add')}
      </Button>
      <p className="text-sm text-muted">
        {words('limits', { count: documentLimits.count, size: documentLimits.bytes / MEGABYTE })}
      </p>
    </div>
  )
}
