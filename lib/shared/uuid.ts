/** Whether PostgreSQL would read this text as a uuid of the usual form; asked before a query, which would fail otherwise. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
