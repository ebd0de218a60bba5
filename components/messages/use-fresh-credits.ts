import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { credits } from '#components/credits/credit-queries.ts'
import type { MessageView } from '#lib/messages/schema.ts'

/**
 * Has the credits at the head of the page read again when the message in sight has come to hold some, or holds none any
 * more: for seconds the two would contradict each other.
 */
export function useFreshCredits(message: MessageView | undefined): void {
  const client = useQueryClient()
  const held = message && message.credits - message.settled - message.refunded > 0
  useEffect(() => {
    if (held !== undefined) void client.invalidateQueries({ queryKey: credits.key })
  }, [client, held])
}
