import { useTranslations } from 'next-intl'

/** What a provider is called; one that the catalogue does not know is called by the name of its folder. */
export function useProviderTitle(): (name: string) => string {
  const words = useTranslations('providers')
  return (name) => {
    const key = `${name}.title` as 'rehearsal.title'
    return words.has(key) ? words(key) : name
  }
}
