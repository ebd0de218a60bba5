/** Whether an address lies in a room: `/messages/7` lies in `/messages`, only `/` lies in `/`. */
export const liesIn = (pathname: string, href: string): boolean =>
  pathname === href || (href !== '/' && pathname.startsWith(`${href}/`))
