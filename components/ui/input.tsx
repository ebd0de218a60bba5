'use client'

import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { controlClass } from './control-class.ts'
import { useField } from './field.tsx'

/** One line of text, in its own direction. Inside a Field it takes its label, hint and error from there. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input dir="auto" {...useField()} {...rest} className={clsx(controlClass, 'h-control', className)} />
}
