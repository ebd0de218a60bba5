'use client'

import { type ReactNode, useState } from 'react'
import { Disclosure } from '#components/ui/disclosure.tsx'

type FoldedFieldsProps = {
  title: string
  open?: boolean
  /** One of the fields was refused: nobody would find out in a fold that is closed. */
  wrong: boolean
  children: ReactNode
}

/** Fields that few people need. */
export function FoldedFields({ title, open = false, wrong, children }: FoldedFieldsProps) {
  const [isOpen, setOpen] = useState(open)
  if (wrong && !isOpen) setOpen(true)
  return (
    <Disclosure title={title} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <div className="flex flex-col gap-5">{children}</div>
    </Disclosure>
  )
}
