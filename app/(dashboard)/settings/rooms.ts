import { type Permission, type Role, roleMay } from '#lib/users/rules.ts'

const rooms = [
  { name: 'general', href: '/settings/general', access: 'manage' },
  { name: 'accounts', href: '/settings/accounts', access: 'manage' },
  { name: 'people', href: '/settings/users', access: 'manage' },
  { name: 'keys', href: '/settings/keys', access: 'send' },
  { name: 'audit', href: '/settings/audit', access: 'manage' },
] as const satisfies readonly { name: string; href: string; access: Permission }[]

/** The rooms inside Settings that this role may enter, in order. */
export const settingsRooms = (role: Role) => rooms.filter(({ access }) => roleMay(role, access))
