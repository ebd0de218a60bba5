'use client'

import { Select } from '@base-ui/react/select'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { popupClass, rowClass } from './overlay-class.ts'
import { pressedOn } from './pressed-on.ts'
import type { Option } from './select.tsx'

type SelectPopupProps = {
  id: string
  options: readonly Option[]
  chosen: string | null
  onChoose: (value: string) => void
  open: boolean
  onOpenChange: (open: boolean) => void
  trigger: RefObject<HTMLElement | null>
}

/** What a list to choose from is made of. Loaded by the Select when its button is approached. */
export function SelectPopup({
  id,
  options,
  chosen,
  onChoose,
  open,
  onOpenChange,
  trigger,
}: SelectPopupProps) {
  const words = useTranslations('ui')
  return (
    <Select.Root
      value={chosen}
      onValueChange={(next) => next !== null && onChoose(next)}
      open={open}
      onOpenChange={(next, details) => (pressedOn(trigger, details) ? details.cancel() : onOpenChange(next))}
    >
      <Select.Portal>
        <Select.Positioner
          anchor={trigger}
          align="start"
          sideOffset={4}
          collisionPadding={12}
          alignItemWithTrigger={false}
          className="z-40 outline-none"
        >
          <Select.Popup finalFocus={trigger} className={clsx(popupClass, 'p-1')}>
            <Select.List id={id} aria-label={words('select')}>
              {options.length === 0 && <p className="px-2 py-1.5 text-muted">{words('noOptions')}</p>}
              {options.map((option) => (
                <Select.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  className={rowClass}
                >
                  <span className="flex-1">
                    <Select.ItemText className={clsx('as-written', option.disabled && 'text-muted')}>
                      {option.label}
                    </Select.ItemText>
                    {option.hint && <span className="block text-sm text-muted">{option.hint}</span>}
                  </span>
                  <Select.ItemIndicator>
                    <Check aria-hidden="true" />
                  </Select.ItemIndicator>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  )
}
