'use client'

import { Ellipsis } from 'lucide-react'
import { type MouseEvent, type ReactNode, Suspense, useId, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { Coming } from './coming.tsx'
import { IconButton } from './icon-button.tsx'
import { later } from './later.tsx'
import { useOnceOpen } from './use-once-open.ts'

const load = () => import('./menu-popup.tsx').then((all) => all.MenuPopup)
const MenuPopup = later(load)

export type MenuItem =
  | {
      key: string
      label: ReactNode
      icon?: ReactNode
      /** What it will do, or why it cannot be done now. */
      hint?: ReactNode
      disabled?: boolean
      danger?: boolean
      href?: string
      onSelect?: () => void
    }
  | { key: string; separator: true }

type MenuProps = {
  /** What stands on the button; without `text` it is only read aloud and the button is three dots. */
  label: string
  text?: boolean
  icon?: ReactNode
  items: readonly MenuItem[]
  align?: 'start' | 'end'
  className?: string
}

/** Things that can be done with what it stands beside. */
export function Menu({ label, text, icon, items, align = 'end', className }: MenuProps) {
  const [open, setOpen] = useState(false)
  const [byKey, setByKey] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const wanted = useOnceOpen(open)
  const id = useId()
  const wiring = {
    ref: trigger,
    'aria-haspopup': 'menu' as const,
    'aria-expanded': open,
    'aria-controls': open ? id : undefined,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: (event: MouseEvent) => {
      // A press by Enter or Space counts no clicks.
      setByKey(event.detail === 0)
      setOpen(!open)
    },
    className,
  }
  return (
    <>
      {text ? (
        <Button {...wiring} icon={icon}>
          {label}
        </Button>
      ) : (
        <IconButton {...wiring} label={label} icon={icon ?? <Ellipsis />} />
      )}
      {wanted && (
        <Suspense fallback={<Coming />}>
          <MenuPopup
            id={id}
            label={label}
            items={items}
            align={align}
            open={open}
            onOpenChange={setOpen}
            focusFirst={byKey}
            trigger={trigger}
          />
        </Suspense>
      )}
    </>
  )
}
