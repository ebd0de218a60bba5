'use client'

import { Mark } from '#components/layout/brand.tsx'
import { ScreenError, type ScreenErrorProps } from '#components/layout/screen-error.tsx'

/** When not even the frame could be put together: without the database it is not known who is asking. */
export default function PageError(props: ScreenErrorProps) {
  return (
    <main className="mx-auto flex max-w-160 flex-col gap-6 px-4 py-8 sm:pt-[12dvh]">
      <p className="flex items-center gap-2 font-semibold tracking-tight">
        <Mark className="size-6 text-accent" />
        Longwave
      </p>
      <ScreenError {...props} />
    </main>
  )
}
