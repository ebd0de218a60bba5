import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** The five things that a state can mean. Each has a colour, a picture and, from the caller, a word. */
export type Status = 'waiting' | 'moving' | 'good' | 'bad' | 'doubtful'

const statusText: Record<Status, string> = {
  waiting: 'text-waiting',
  moving: 'text-moving',
  good: 'text-good',
  bad: 'text-bad',
  doubtful: 'text-doubtful',
}

export const statusSoft: Record<Status, string> = {
  waiting: 'bg-waiting-soft',
  moving: 'bg-moving-soft',
  good: 'bg-good-soft',
  bad: 'bg-bad-soft',
  doubtful: 'bg-doubtful-soft',
}

export const statusFill: Record<Status, string> = {
  waiting: 'bg-waiting/45',
  moving: 'bg-moving',
  good: 'bg-good',
  bad: 'bg-bad',
  doubtful: 'bg-doubtful',
}

const pictures: Record<Status, ReactNode> = {
  waiting: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  moving: (
    <>
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
    </>
  ),
  good: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="currentColor" />
      <path
        d="m5.2 8.2 2 2 3.6-4.1"
        fill="none"
        stroke="var(--canvas)"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  bad: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="currentColor" />
      <path
        d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2"
        fill="none"
        stroke="var(--canvas)"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </>
  ),
  doubtful: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="currentColor" />
      <path
        d="M6.3 6.5a1.75 1.75 0 1 1 2.6 1.5c-.6.35-.9.65-.9 1.25"
        fill="none"
        stroke="var(--canvas)"
        strokeWidth="1.4"
        strokeLinecap="round"
      />
      <circle cx="8" cy="11.3" r="0.85" fill="var(--canvas)" />
    </>
  ),
}

/** The picture alone, for places where the word stands beside it anyway. */
export function StatusIcon({ status, className }: { status: Status; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={clsx('size-3.5 shrink-0', statusText[status], className)}
    >
      {pictures[status]}
    </svg>
  )
}

type StatusChipProps = {
  status: Status
  /** The state in words. */
  children: ReactNode
  /** What to do about it, shown when the pointer or the focus rests on it. */
  hint?: string
  /** On a soft ground of its colour: for the one state of a page, not for a hundred rows. */
  filled?: boolean
  className?: string
}

/** A state: its picture and its word. */
export function StatusChip({ status, children, hint, filled, className }: StatusChipProps) {
  return (
    <span
      data-tooltip={hint}
      className={clsx(
        'inline-flex items-center gap-1.5 align-bottom whitespace-nowrap',
        filled && ['h-6 rounded-full px-2 text-sm font-medium', statusSoft[status], statusText[status]],
        className,
      )}
    >
      <StatusIcon status={status} />
      {children}
    </span>
  )
}

/** A small neutral label: a role, a count, a kind. */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={clsx(
        'tabular inline-flex h-5 items-center rounded-full bg-waiting-soft px-1.5 text-xs font-medium text-muted',
        className,
      )}
    >
      {children}
    </span>
  )
}
