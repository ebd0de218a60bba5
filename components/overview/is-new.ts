import type { OverviewView } from '#lib/messages/schema-follow.ts'

/** Whether there has never been a message to look at. */
export const isNew = ({ sending, next, last, waiting }: OverviewView): boolean =>
  sending.length + next.length + last.length + waiting.length === 0
