import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { NearLink } from './near-link.tsx'

/** A link inside a sentence or a table. `plain` leaves the line under it away where the place alone says that it leads on. */
export function TextLink({
  plain,
  className,
  ...rest
}: ComponentProps<typeof NearLink> & { plain?: boolean }) {
  return (
    <NearLink
      {...rest}
      className={clsx(
        'as-written rounded-sm hover:underline',
        plain
          ? 'font-medium text-ink'
          : 'text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent',
        className,
      )}
    />
  )
}
