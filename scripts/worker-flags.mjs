/**
 * How Node runs a worker. Long lists pass through it quickly and are soon garbage: a small nursery keeps its memory flat,
 * and costs no time that bench/plan.ts could show.
 */
export const workerFlags = ['--max-semi-space-size=8']
