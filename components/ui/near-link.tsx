'use client'

import NextLink from 'next/link'
import { type ComponentProps, useState } from 'react'

/**
 * One of many links: of a list, of tabs, in a text. Next fetches something of every link in sight, which is a request or two
 * for each; this one waits until the pointer or the focus comes near. With `prefetch={false}` it fetches nothing.
 */
export function NearLink({ prefetch, onPointerEnter, onFocus, ...rest }: ComponentProps<typeof NextLink>) {
  const [near, setNear] = useState(false)
  return (
    <NextLink
      {...rest}
      prefetch={prefetch ?? (near ? null : false)}
      onPointerEnter={(event) => {
        setNear(true)
        onPointerEnter?.(event)
      }}
      onFocus={(event) => {
        setNear(true)
        onFocus?.(event)
      }}
    />
  )
}
