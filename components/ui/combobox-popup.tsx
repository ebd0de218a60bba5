'use client'

import { Combobox } from '@base-ui/react/combobox'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useState } from 'react'
import { popupClass, rowClass } from './overlay-class.ts'
import { pressedOn } from './pressed-on.ts'
import type { Option } from './select.tsx'

type ComboboxPopupProps = {
  options: readonly Option[]
  chosen: string | null
  onChoose: (value: string) => void
  open: boolean
  onOpenChange: (open: boolean) => void
  trigger: RefObject<HTMLElement | null>
}

// One for all: the list loses what it has marked whenever it is told anew what is the same.
const isSame = (a: Option, b: Option) => a.value === b.value

/** What a list with a search field is made of. Loaded by the Combobox when its button is approached. */
export function ComboboxPopup({
  options,
  chosen,
  onChoose,
  open,
  onOpenChange,
  trigger,
}: ComboboxPopupProps) {
  const words = useTranslations('ui')
  const [query, setQuery] = useState('')
  return (
    <Combobox.Root
      items={options}
      value={options.find((option) => option.value === chosen) ?? null}
      onValueChange={(next) => next && onChoose(next.value)}
      isItemEqualToValue={isSame}
      inputValue={query}
      onInputValueChange={setQuery}
      open={open}
      onOpenChange={(next, details) => {
        if (pressedOn(trigger, details)) return details.cancel()
        if (!next) setQuery('')
        onOpenChange(next)
      }}
      autoHighlight
    >
      <Combobox.Portal>
        <Combobox.Positioner
          anchor={trigger}
          align="start"
          sideOffset={4}
          collisionPadding={12}
          className="z-40 outline-none"
        >
          <Combobox.Popup
            data-overlay=""
            finalFocus={trigger}
            aria-label={words('select')}
            className={clsx(
              popupClass,
              'flex max-h-[min(24rem,var(--available-height))] flex-col overflow-hidden',
            )}
          >
            <Combobox.Input
              aria-label={words('searchOptions')}
              placeholder={words('searchOptions')}
              className="h-control border-b border-line bg-transparent px-3 outline-none max-md:text-lg"
            />
            <Combobox.Empty className="px-3 py-2 text-muted empty:hidden">
              {words('noMatch', { query })}
            </Combobox.Empty>
            <Combobox.List className="min-h-0 flex-1 overflow-y-auto p-1 empty:hidden">
              {(option: Option) => (
                <Combobox.Item
                  key={option.value}
                  value={option}
                  disabled={option.disabled}
                  className={rowClass}
                >
                  <span className={clsx('flex-1', option.disabled && 'text-muted')}>
                    <bdi className="as-written">{option.label}</bdi>
                    {option.hint && <span className="block text-sm text-muted">{option.hint}</span>}
                  </span>
                  <Combobox.ItemIndicator>
                    <Check aria-hidden="true" />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}
