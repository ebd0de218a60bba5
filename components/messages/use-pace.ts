'use client'

import { useState } from 'react'
import { countTexted } from '#lib/messages/rules-recipients.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import { addSample, ratePerSecond, type Sample, timeLeft } from './pace.ts'

/** How far a message is, how fast it goes out and how long that will take, from the totals as they come. `readAt` in ms. */
export function usePace(message: MessageView, readAt: number) {
  const { state, total, counts } = message
  const [samples, setSamples] = useState<Sample[]>([])
  const next = state === 'sending' ? addSample(samples, { at: readAt, gone: total - counts.queued }) : []
  // Before the screen is drawn, so that it is drawn once.
  if (next.length !== samples.length || next.at(-1)?.at !== samples.at(-1)?.at) setSamples(next)
  const rate = ratePerSecond(next)
  const texted = countTexted(message)
  return { gone: texted - counts.queued, texted, rate, left: timeLeft(counts.queued, rate) }
}
