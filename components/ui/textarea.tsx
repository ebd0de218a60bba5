'use client'

import { clsx } from 'clsx'
import { type ComponentProps, useLayoutEffect, useRef } from 'react'
import { controlClass } from './control-class.ts'
import { useField } from './field.tsx'

const growsByItself = () => CSS.supports('field-sizing', 'content')

function grow(area: HTMLTextAreaElement) {
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight + 2}px`
}

/** Several lines of text; grows with what is written, between `minRows` and 24 lines. */
export function Textarea({
  className,
  minRows = 3,
  ref,
  onInput,
  ...rest
}: ComponentProps<'textarea'> & { minRows?: number }) {
  const own = useRef<HTMLTextAreaElement>(null)

  // A text can also be put in by the program (a template, a draft): measured after each rendering, where CSS cannot.
  useLayoutEffect(() => {
    if (own.current && !growsByItself()) grow(own.current)
  })

  return (
    <textarea
      dir="auto"
      {...useField()}
      {...rest}
      rows={minRows}
      ref={(element) => {
        own.current = element
        if (typeof ref === 'function') return ref(element)
        if (ref) ref.current = element
      }}
      onInput={(event) => {
        if (!growsByItself()) grow(event.currentTarget)
        onInput?.(event)
      }}
      className={clsx(controlClass, 'field-sizing-content max-h-120 resize-none py-2', className)}
      style={{ minHeight: `calc(${minRows} * 1.25rem + 1.125rem)` }}
    />
  )
}
