'use client'

import { Menu } from '@base-ui/react/menu'
import { clsx } from 'clsx'
import NextLink from 'next/link'
import { type RefObject, useEffect, useRef } from 'react'
import type { MenuItem } from './menu.tsx'
import { popupClass, rowClass } from './overlay-class.ts'
import { pressedOn } from './pressed-on.ts'

type MenuPopupProps = {
  id: string
  label: string
  items: readonly MenuItem[]
  align: 'start' | 'end'
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Opened by key: the focus goes to the first item, as it does in every menu. */
  focusFirst: boolean
  trigger: RefObject<HTMLElement | null>
}

/** What a menu is made of. Loaded by the Menu when its button is approached. */
export function MenuPopup(props: MenuPopupProps) {
  const { id, label, items, align, open, onOpenChange, focusFirst, trigger } = props
  const popup = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!open || !focusFirst) return
    const frame = requestAnimationFrame(() =>
      popup.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus(),
    )
    return () => cancelAnimationFrame(frame)
  }, [open, focusFirst])

  return (
    <Menu.Root
      open={open}
      onOpenChange={(next, details) => (pressedOn(trigger, details) ? details.cancel() : onOpenChange(next))}
    >
      <Menu.Portal>
        <Menu.Positioner
          anchor={trigger}
          align={align}
          sideOffset={4}
          collisionPadding={12}
          className="z-40 outline-none"
        >
          <Menu.Popup
            ref={popup}
            id={id}
            aria-label={label}
            finalFocus={trigger}
            className={clsx(popupClass, 'p-1')}
          >
            {items.map((item) =>
              'separator' in item ? (
                <Menu.Separator key={item.key} className="mx-2 my-1 h-px bg-line" />
              ) : (
                <MenuRow key={item.key} item={item} />
              ),
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function MenuRow({ item }: { item: Exclude<MenuItem, { separator: true }> }) {
  const className = clsx(rowClass, item.danger && 'text-bad', item.disabled && 'text-muted')
  const content = (
    <>
      {item.icon}
      <span>
        {item.label}
        {item.hint && <span className="block text-sm text-muted">{item.hint}</span>}
      </span>
    </>
  )
  if (item.href && !item.disabled) {
    return (
      <Menu.LinkItem closeOnClick render={<NextLink href={item.href} />} className={className}>
        {content}
      </Menu.LinkItem>
    )
  }
  return (
    <Menu.Item disabled={item.disabled} onClick={item.onSelect} className={className}>
      {content}
    </Menu.Item>
  )
}
