import { AppError } from '#lib/shared/errors.ts'

/**
 * What was asked for, or PROVIDER_UNAVAILABLE (reason TIMEOUT) after so many ms. A request may wait for a connection as
 * long as for its answer, and one question may be several requests; a person waits only once.
 */
export async function within<T>(ms: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    const late = new AppError('PROVIDER_UNAVAILABLE', { params: { reason: 'TIMEOUT', detail: '' } })
    timer = setTimeout(() => reject(late), ms)
  })
  try {
    return await Promise.race([asked, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
