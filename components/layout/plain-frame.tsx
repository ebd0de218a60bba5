import type { ReactNode } from 'react'
import { Mark } from './brand.tsx'
import { LanguageChoice } from './choices.tsx'
import type { RememberChoice } from './use-remember.ts'

type PlainFrameProps = {
  title: ReactNode
  description?: ReactNode
  languages: readonly string[]
  remember?: RememberChoice
  children: ReactNode
}

/** The frame of a page that stands alone: sign-in, first set-up. */
export function PlainFrame({ title, description, languages, remember, children }: PlainFrameProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-100 flex-col justify-between gap-12 px-4 py-8">
      <div className="flex flex-col gap-6 sm:pt-[12dvh]">
        <p className="flex items-center gap-2 font-semibold tracking-tight">
          <Mark className="size-6 text-accent" />
          Longwave
        </p>
        <div className="flex flex-col gap-1">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {description && <p className="text-muted">{description}</p>}
        </div>
        {children}
      </div>
      {languages.length > 1 && <LanguageChoice languages={languages} remember={remember} hideLabel />}
    </main>
  )
}
