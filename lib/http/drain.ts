import type { IncomingMessage } from 'node:http'

/**
 * Takes what is left of the body of a request that has been answered. Many clients read the answer only when all of theirs
 * is written, and on a connection whose body is left lying their next request is never seen: it waits until the
 * connection is closed for being idle. Bodies without end are ended by the server's `requestTimeout`.
 */
export function drain(request: IncomingMessage): void {
  if (request.complete) return
  // Whoever began to read piece by piece and left still listens, and a stream that is listened to so does not flow.
  request.removeAllListeners('readable')
  // It hears of that one turn later.
  setImmediate(() => request.resume())
}
