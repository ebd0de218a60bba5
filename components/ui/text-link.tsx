import { clsx } from 'clsx'
import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/** A link inside a sentence or a table. `plain` leaves the line under it away where the place alone says that it leads on. */
export function TextLink({
  plain,
  className,
  ...rest
}: ComponentProps<typeof NextLink> & { plain?: boolean }) {
  return (
    <NextLink
      {...rest}
      className={clsx(
        'rounded-sm hover:underline',
        plain
          ? 'font-medium text-ink'
          : 'text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent',
        className,
      )}
    />
  )
}
