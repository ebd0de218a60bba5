import { AppError } from '#lib/shared/errors.ts'

const PATIENCE_MS = 10_000

/**
 * What a page or a request reads first, or UNAVAILABLE after ten seconds: a database that stands still neither answers
 * nor refuses, and whoever asks would wait with it. The reading is not called off, so this is for what may happen unseen.
 */
export async function inTime<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('UNAVAILABLE')), PATIENCE_MS)
  })
  try {
    return await Promise.race([reading, late])
  } finally {
    clearTimeout(timer)
  }
}
