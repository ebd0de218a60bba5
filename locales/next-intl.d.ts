import type catalogue from './en.json'

/** English is complete by definition: a key that it lacks does not compile. */
declare module 'next-intl' {
  interface AppConfig {
    Messages: typeof catalogue
  }
}
