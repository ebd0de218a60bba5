import { notFound } from 'next/navigation'
import { AppError } from '#lib/shared/errors.ts'

/** What stands under an id of the address; a page that is nobody's or somebody else's does not exist. */
export async function readSender<T>(read: () => Promise<T>, id: string): Promise<T> {
  if (!/^\d{1,9}$/.test(id)) notFound()
  return read().catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') notFound()
    throw error
  })
}
