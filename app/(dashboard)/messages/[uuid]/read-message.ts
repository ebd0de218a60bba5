import { notFound } from 'next/navigation'
import { cache } from 'react'
import { currentUser } from '#lib/http/session.ts'
import { getMessage } from '#lib/messages/get-message.ts'
import type { MessageDetailView } from '#lib/messages/schema.ts'
import { AppError } from '#lib/shared/errors.ts'
import { isUuid } from '#lib/shared/uuid.ts'

/** The message of a page, read once for the page and its title. What is somebody else's does not exist for the reader. */
export const readMessage = cache(async (uuid: string): Promise<MessageDetailView> => {
  const { ctx } = await currentUser()
  if (!isUuid(uuid)) notFound()
  try {
    return await getMessage(ctx, uuid)
  } catch (error) {
    if (error instanceof AppError && (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN')) notFound()
    throw error
  }
})
