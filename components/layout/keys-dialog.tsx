'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DialogPopup } from '#components/ui/dialog-popup.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { readChoice, rememberChoice } from './cookie.ts'
import { listShortcuts } from './use-shortcut.ts'

type KeysDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; apple: boolean }

/** The keys that work at this moment. Loaded when it is first asked for. */
export function KeysDialog({ open, onOpenChange, apple }: KeysDialogProps) {
  const words = useTranslations('shortcuts')
  const [single, setSingle] = useState(() => readChoice('single-keys') !== 'off')
  const change = (next: boolean) => {
    rememberChoice('single-keys', next ? null : 'off')
    setSingle(next)
  }
  const keys = [
    ...listShortcuts(),
    { key: 'Enter', label: words('open') },
    { key: 'Esc', label: words('close') },
  ]

  return (
    <DialogPopup open={open} onOpenChange={onOpenChange} title={words('title')} size="sm">
      <dl className="mb-4 flex flex-col">
        {keys.map(({ key, label }) => (
          <div key={key} className="flex items-center justify-between gap-4 border-b border-line py-1.5">
            <dt>{label}</dt>
            <dd className="flex gap-0.5">
              {key
                .replace('mod', apple ? '⌘' : 'Ctrl')
                .split(/(?<=.)\+/)
                .map((part) => (
                  <Kbd key={part}>{part.length === 1 ? part.toUpperCase() : part}</Kbd>
                ))}
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        label={words('enabled')}
        hint={words('enabledHint')}
        checked={single}
        onChange={(event) => change(event.target.checked)}
      />
    </DialogPopup>
  )
}
