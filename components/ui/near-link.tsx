'use client'

import NextLink from 'next/link'
import { type ComponentProps, useState } from 'react'
import { Going } from './coming.tsx'

/**
 * One of many links: of the rooms, of a list, of tabs, in a text. Next fetches something of every link in sight, which is a
 * request or two for each; this one waits until the pointer or the focus comes near. With `prefetch={false}` it fetches
 * nothing.
 */
export function NearLink(props: ComponentProps<typeof NextLink>) {
  const { prefetch, onPointerEnter, onFocus, children, ...rest } = props
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
    >
      {children}
      <Going />
    </NextLink>
  )
}
