import { redirect } from 'next/navigation'
import { currentUser } from '#lib/http/session.ts'
import { settingsRooms } from './rooms.ts'

/** Settings has no page of its own: it opens at the first room that the person may enter. */
export default async function SettingsPage() {
  const { user } = await currentUser()
  redirect(settingsRooms(user.role)[0]?.href ?? '/')
}
