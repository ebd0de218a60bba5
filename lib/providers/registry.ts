import { advanta } from './advanta/index.ts'
import { mesms } from './mesms/index.ts'
import type { Provider } from './provider.ts'
import { rehearsal } from './rehearsal/index.ts'
import { send2 } from './send2/index.ts'
import { twochat } from './twochat/index.ts'
import { voximplant } from './voximplant/index.ts'

/** All providers; forms, tables and the contract tests read this list. */
export const providers: readonly Provider[] = [rehearsal, send2, advanta, twochat, voximplant, mesms]

/** The provider of this name, or null. */
export const findProvider = (name: string): Provider | null =>
  providers.find((provider) => provider.name === name) ?? null
