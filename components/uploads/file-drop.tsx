'use client'

import { clsx } from 'clsx'
import { FileSpreadsheet, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { ApiError } from '#components/api-client.ts'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { sendFile } from './send-file.ts'

type Props = { onSent: (uploadId: string) => void; disabled?: boolean }
type Sending = { name: string; sent: number; bytes: number }

const KB = 1024

/** A place for a list: choose a file or drop it here. Shows how much has gone, and can be called off. */
export function FileDrop({ onSent, disabled }: Props) {
  const words = useTranslations('uploads')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const { sending, problem, send, cancel } = useSending(onSent)
  const take = (files: FileList | null) => {
    const [file] = files ?? []
    if (file && !disabled) send(file)
    if (input.current) input.current.value = ''
  }
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(isOver)
  }
  return (
    <div className="flex max-w-form flex-col gap-3">
      {problem && (
        <Notice status="bad" urgent>
          {problem}
        </Notice>
      )}
      <section
        aria-label={words('label')}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
        onDrop={(event) => {
          drag(false)(event)
          take(event.dataTransfer.files)
        }}
        className={clsx(
          'flex min-h-36 flex-col items-center justify-center gap-3 rounded border border-dashed px-4 py-6 text-center',
          over ? 'border-accent bg-accent-soft' : 'border-control',
        )}
      >
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain"
          aria-label={words('choose')}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => take(event.target.files)}
        />
        {sending ? (
          <div className="flex w-full max-w-96 flex-col gap-2">
            <div className="flex items-center justify-between gap-2">
              <span className="truncate">{words('sending', { name: sending.name })}</span>
              <IconButton size="sm" icon={<X />} label={words('cancel')} onClick={cancel} />
            </div>
            <Progress
              bare
              label={words('sending', { name: sending.name })}
              value={Math.round(sending.sent / KB)}
              total={Math.max(1, Math.round(sending.bytes / KB))}
            />
          </div>
        ) : (
          <>
            <FileSpreadsheet aria-hidden="true" className="size-6 text-muted" />
            <Button look="primary" disabled={disabled} onClick={() => input.current?.click()}>
              {words('choose')}
            </Button>
            <p className="max-w-96 text-sm text-muted">{words('hint')}</p>
          </>
        )}
      </section>
    </div>
  )
}

function useSending(onSent: (uploadId: string) => void) {
  const words = useTranslations('uploads')
  const [sending, setSending] = useState<Sending | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const send = (file: File) => {
    const control = new AbortController()
    running.current = control
    const about = { name: file.name, bytes: file.size }
    setProblem(null)
    setSending({ ...about, sent: 0 })
    sendFile(file, { onProgress: (sent) => setSending({ ...about, sent }), signal: control.signal })
      .then(onSent, (error: unknown) => {
        if (!control.signal.aborted)
          setProblem((error instanceof ApiError && error.message) || words('failed'))
      })
      .finally(() => setSending(null))
  }
  return { sending, problem, send, cancel: () => running.current?.abort() }
}
