import { useTranslations } from 'next-intl'

/** Says an action of the audit log, such as `user.create`, in words; one without words stays as it is. */
export function useAuditWords(): (action: string) => string {
  const words = useTranslations('users.audit.actions')
  return (action) => {
    const key = action as 'user.create'
    return /^[a-z]+\.[a-z-]+$/.test(action) && words.has(key) ? words(key) : action
  }
}
