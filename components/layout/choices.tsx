'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useSyncExternalStore, useTransition } from 'react'
import { SegmentedControl } from '#components/ui/radio-group.tsx'
import { rememberChoice } from './cookie.ts'
import { type RememberChoice, useRemember } from './use-remember.ts'

type Theme = 'light' | 'dark' | 'system'

const changed = new EventTarget()

function watch(run: () => void) {
  changed.addEventListener('theme', run)
  return () => changed.removeEventListener('theme', run)
}

const present = (): Theme => {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Puts a theme on the page at once, and into the cookie from which the server takes it next time. */
function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  rememberChoice('theme', theme === 'system' ? null : theme)
  changed.dispatchEvent(new Event('theme'))
}

/** Light, dark, or as the device. */
export function ThemeChoice() {
  const words = useTranslations('person')
  const theme = useSyncExternalStore<Theme>(watch, present, () => 'system')
  const choice = (value: Theme, icon: React.ReactNode, label: string) => ({
    value,
    label: (
      <>
        <span aria-hidden="true">{icon}</span>
        {label}
      </>
    ),
  })
  return (
    <SegmentedControl
      label={words('theme')}
      value={theme}
      onValueChange={setTheme}
      options={[
        choice('system', <Monitor />, words('themeSystem')),
        choice('light', <Sun />, words('themeLight')),
        choice('dark', <Moon />, words('themeDark')),
      ]}
    />
  )
}

type LanguageChoiceProps = {
  languages: readonly string[]
  /** Left out where nobody is signed in: then this device alone remembers. */
  remember?: RememberChoice | undefined
  hideLabel?: boolean
}

/** Each language under its own name. Changes the page at once. */
export function LanguageChoice({ languages, remember, hideLabel }: LanguageChoiceProps) {
  const words = useTranslations('person')
  const keep = useRemember(remember)
  const [, start] = useTransition()
  const present = useLocale().split('-', 1)[0]
  const change = (language: string) => {
    rememberChoice('locale', language)
    start(async () => void (await keep({ locale: language })))
  }
  return (
    <SegmentedControl
      label={words('language')}
      hideLabel={hideLabel}
      value={present}
      onValueChange={change}
      options={languages.map((language) => ({
        value: language,
        label: (
          <span lang={language}>{new Intl.DisplayNames([language], { type: 'language' }).of(language)}</span>
        ),
      }))}
    />
  )
}
