'use client'

import { clsx } from 'clsx'
import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useField } from './field.tsx'

/** The looks of everything that is typed into. 16 px on a phone: below that iOS zooms into the field. */
export const controlClass = clsx(
  'w-full min-w-0 rounded-md border border-control bg-raised px-2.5 text-base max-md:text-lg',
  'transition-colors hover:border-muted aria-invalid:border-bad disabled:opacity-60',
)

/** One line of text. Inside a Field it takes its label, hint and error from there. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...useField()} {...rest} className={clsx(controlClass, 'h-control', className)} />
}

/** Narrows the list it stands above; the key `/` leads here. */
export function SearchInput({ label, className, ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <div className={clsx('relative', className)}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted"
      />
      <input
        placeholder={label}
        {...rest}
        type="search"
        aria-label={label}
        data-search=""
        className={clsx(controlClass, 'h-control pl-8 [&::-webkit-search-cancel-button]:opacity-60')}
      />
    </div>
  )
}
