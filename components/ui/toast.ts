import type { Status } from './status.tsx'

export type ToastInput = {
  /** What happened, in a few words. */
  title: string
  description?: string
  status?: Status
  action?: { label: string; onAction: () => void }
  /** How long it stays, ms; 0 stays until it is dismissed. By default 6 s, errors and those with an action 12 s. */
  stay?: number
}

type Receiver = (toast: ToastInput) => void

// What shows the toasts is only loaded when there is one; until then they wait here.
const waiting: ToastInput[] = []
let receiver: Receiver | null = null
let wake: (() => void) | null = null

/** Says what happened, in the corner of the screen, from anywhere in the browser. */
export function showToast(toast: ToastInput): void {
  if (receiver) {
    receiver(toast)
  } else {
    waiting.push(toast)
    wake?.()
  }
}

/** For the Toaster: called when the first toast comes. */
export function onFirstToast(run: () => void): () => void {
  wake = run
  if (waiting.length > 0) run()
  return () => {
    wake = null
  }
}

/** For what shows the toasts: takes those that wait, and from then on each as it comes. */
export function receiveToasts(receive: Receiver): () => void {
  receiver = receive
  for (const toast of waiting.splice(0)) receive(toast)
  return () => {
    receiver = null
  }
}
