/**
 * How Node runs a worker. What belongs to a request lives for some milliseconds: a nursery that is too small takes it for
 * something that stays, and the rest of the heap fills up with it. The limit makes Node clear that up sooner than it would
 * on a machine with much memory; a plan of two million people stays far below it.
 */
export const workerFlags = ['--max-semi-space-size=16', '--max-old-space-size=1024']
