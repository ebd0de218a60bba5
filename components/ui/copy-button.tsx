'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import { showToast } from './toast.ts'

/** The clipboard is closed to pages on plain http, as a self-hosted one in a local network may be; the old way is not. */
async function write(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  document.body.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (!copied) throw new Error('the browser did not copy')
}

/** Puts a text on the clipboard and says so in its own place. */
export function CopyButton({ text, label, className }: { text: string; label?: string; className?: string }) {
  const words = useTranslations('ui')
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = () =>
    write(text).then(
      () => setCopied(true),
      () => showToast({ title: words('copyFailed'), status: 'bad' }),
    )

  return (
    <>
      <IconButton
        label={copied ? words('copied') : (label ?? words('copy'))}
        icon={copied ? <Check className="text-good" /> : <Copy />}
        size="sm"
        onClick={() => void copy()}
        className={className}
      />
      <span aria-live="polite" className="sr-only">
        {copied && words('copied')}
      </span>
    </>
  )
}
