import { clsx } from 'clsx'

/** The looks of everything that is typed into. 16 px on a phone: below that iOS zooms into the field. */
export const controlClass = clsx(
  'w-full min-w-0 rounded-md border border-control bg-raised px-2.5 text-base max-md:text-lg',
  'transition-colors hover:border-muted aria-invalid:border-bad disabled:opacity-60',
)
