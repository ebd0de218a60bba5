'use client'

import { useState } from 'react'
import type { MessageView } from '#lib/messages/schema.ts'
import { addSample, ratePerSecond, type Sample, timeLeft } from './pace.ts'

/** How fast a message goes out and how long that will take, from the totals as they come. `readAt` in ms. */
export function usePace({ state, total, counts }: MessageView, readAt: number) {
  const [samples, setSamples] = useState<Sample[]>([])
  const gone = total - counts.queued
  const moving = state === 'sending'
  const next = moving ? addSample(samples, { at: readAt, gone }) : []
  // Before the screen is drawn, so that it is drawn once.
  if (next.length !== samples.length || next.at(-1)?.at !== samples.at(-1)?.at) setSamples(next)
  const rate = ratePerSecond(next)
  return { gone, rate, left: timeLeft(counts.queued, rate) }
}
