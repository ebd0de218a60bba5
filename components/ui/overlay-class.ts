import { clsx } from 'clsx'

/** What lies between the page and a dialog. */
export const backdropClass = clsx(
  'fixed inset-0 z-30 min-h-dvh bg-shade transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0',
)

const floats =
  'flex flex-col bg-raised text-ink shadow-float outline-none transition-[opacity,scale,translate]'

const fromBelow = clsx(
  'max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[92dvh] max-sm:rounded-t max-sm:pb-[env(safe-area-inset-bottom)]',
  'max-sm:data-ending-style:translate-y-4 max-sm:data-starting-style:translate-y-4',
)

const widths = { sm: 'sm:w-100', md: 'sm:w-130', lg: 'sm:w-180' }

/** A dialog in the middle of the window; from below on a phone. */
export const boxClass = (size: keyof typeof widths) =>
  clsx(
    'fixed z-30',
    floats,
    fromBelow,
    widths[size],
    'sm:top-1/2 sm:left-1/2 sm:max-h-[min(46rem,90dvh)] sm:max-w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded sm:border sm:border-line',
    'data-ending-style:opacity-0 data-starting-style:opacity-0 sm:data-ending-style:scale-98 sm:data-starting-style:scale-98',
  )

/** A dialog along the right edge; from below on a phone. */
export const sheetClass = clsx(
  'fixed z-30',
  floats,
  fromBelow,
  'sm:inset-y-0 sm:right-0 sm:w-130 sm:max-w-[calc(100vw-3rem)] sm:border-l sm:border-line',
  'data-ending-style:opacity-0 data-starting-style:opacity-0 sm:data-ending-style:translate-x-4 sm:data-starting-style:translate-x-4',
)

/** A small box that hangs on a button: a menu, a list to choose from, a note. */
export const popupClass = clsx(
  'z-40 max-h-(--available-height) min-w-(--anchor-width) max-w-[min(24rem,calc(100vw-1.5rem))] origin-(--transform-origin) overflow-y-auto',
  'rounded border border-line bg-raised text-ink shadow-float outline-none transition-[opacity,scale]',
  'data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0',
)

/** One line in such a box. */
export const rowClass = clsx(
  'flex min-h-8 w-full cursor-default items-start gap-2.5 rounded-md px-2 py-1.5 text-left outline-none select-none max-md:min-h-11 max-md:items-center',
  'data-highlighted:bg-hover data-disabled:cursor-not-allowed [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 max-md:[&_svg]:mt-0',
)
