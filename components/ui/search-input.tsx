import { clsx } from 'clsx'
import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'
import { controlClass } from './control-class.ts'

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
