import type { HazardCase } from './contract-hazards.ts'

/**
 * What statuses mean where no document says it and a person may: the settings that Send2 and 2Chat share. `namesOne`: a body
 * with the id of a message; `refuses`: one that says no.
 */
export const statusCases = ({ namesOne, refuses }: { namesOne: string; refuses: string }): HazardCase[] => {
  const answer = (status: number, body: string) => [{ kind: 'status-before', status, body }]
  return [
    {
      name: 'a status that a person has named is tried again',
      hazards: answer(420, '<h1>Enhance your calm</h1>'),
      settings: { retryStatuses: [420, 429] },
      outcome: { kind: 'throttled', reason: 'RATE_LIMITED' },
    },
    {
      name: 'a status that nobody has named any more is in doubt, 429 too',
      hazards: answer(429, '<h1>Slow down</h1>'),
      settings: { retryStatuses: [] },
      outcome: { kind: 'unknown', reason: 'HTTP_429' },
    },
    {
      name: '429 that names a message is in doubt',
      hazards: answer(429, namesOne),
      outcome: { kind: 'unknown', reason: 'HTTP_429' },
    },
    {
      name: 'a status that a person has named stops the message',
      hazards: answer(423, refuses),
      settings: { stopStatuses: [423] },
      outcome: { kind: 'refused', code: 'HTTP_423', about: 'account' },
    },
    {
      name: '402 is about its recipient where a person says so',
      hazards: answer(402, refuses),
      settings: { stopStatuses: [401, 403] },
      outcome: { kind: 'refused', code: 'REFUSED', about: 'recipient' },
    },
  ]
}
