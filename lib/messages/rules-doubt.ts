import type { Capabilities } from '#lib/providers/provider.ts'

/** How long a chunk belongs to a worker that says nothing, ms. What is in flight longer than this is in nobody's hands. */
export const LEASE_MS = 15_000

/**
 * How long after its intent a row of unknown outcome can have a request on its way, or be missing from what its provider
 * lists, ms. Before that neither evidence that it was not sent nor a person's decision counts. An account may be changed
 * meanwhile, so a chunk keeps the longest that held when its intents were given, and the longer of both counts.
 */
export const doubtMs = ({
  timeoutMs,
  lookupDelayMs,
}: Pick<Capabilities, 'timeoutMs' | 'lookupDelayMs'>): number => LEASE_MS + timeoutMs + lookupDelayMs
