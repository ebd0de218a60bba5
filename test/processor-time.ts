/** What it costs the processor, ms: the same on a machine that is busy with something else, unlike the time that passes. */
export async function processorTime(work: () => unknown): Promise<number> {
  const start = process.cpuUsage()
  await work()
  return process.cpuUsage(start).user / 1000
}
