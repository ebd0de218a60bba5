'use client'

import { Toast } from '@base-ui/react/toast'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { buttonClass } from './button-class.ts'
import { type Status, StatusIcon } from './status.tsx'
import { receiveToasts } from './toast.ts'

type Data = { status: Status }

/** What is said in a place that came with it is not read aloud: the place has to be known a moment before. */
const KNOWN_AFTER_MS = 150

/** The stack of toasts. Loaded by the Toaster when the first one comes. */
export function ToastViewport() {
  return (
    <Toast.Provider limit={4} timeout={6000}>
      <ToastList />
    </Toast.Provider>
  )
}

function ToastList() {
  const { toasts, add } = Toast.useToastManager<Data>()
  const words = useTranslations('ui')

  useEffect(() => {
    let forget = () => {}
    const known = setTimeout(() => {
      forget = receiveToasts(({ title, description, status = 'good', action, stay }) => {
        const urgent = status === 'bad'
        add({
          title,
          description,
          data: { status },
          timeout: stay ?? (urgent || action ? 12_000 : 6000),
          priority: urgent ? 'high' : 'low',
          ...(action && { actionProps: { children: action.label, onClick: action.onAction } }),
        })
      })
    }, KNOWN_AFTER_MS)
    return () => {
      clearTimeout(known)
      forget()
    }
  }, [add])

  return (
    <Toast.Portal>
      <Toast.Viewport
        role="status"
        aria-label={words('notifications')}
        className="fixed right-4 bottom-[calc(1rem+var(--bottom-height)+var(--foot-height))] z-50 flex w-88 max-w-[calc(100vw-2rem)] flex-col-reverse gap-2 print:hidden"
      >
        {toasts.map((toast) => (
          <Toast.Root
            key={toast.id}
            toast={toast}
            className={clsx(
              'rounded border border-line bg-raised shadow-float transition-[opacity,translate] duration-[var(--tempo)]',
              'translate-x-(--toast-swipe-movement-x) data-starting-style:translate-y-2 data-starting-style:opacity-0',
              'data-ending-style:opacity-0 data-limited:hidden',
            )}
          >
            <Toast.Content className="flex items-start gap-2.5 p-3">
              <StatusIcon status={toast.data?.status ?? 'good'} className="mt-[3px]" />
              <div className="flex min-w-0 flex-1 flex-col items-start gap-1">
                <Toast.Title className="font-medium wrap-anywhere" />
                <Toast.Description className="text-sm wrap-anywhere text-muted" />
                <Toast.Action className={buttonClass('secondary', 'sm', 'mt-1 empty:hidden')} />
              </div>
              <Toast.Close
                aria-label={words('dismiss')}
                className="-m-1 grid size-7 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink max-md:size-10"
              >
                <X aria-hidden="true" className="size-4" />
              </Toast.Close>
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  )
}
