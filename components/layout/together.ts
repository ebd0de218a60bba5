// What every page has, in one piece: on a slow line every request more costs more than what is in it.
export { OfflineBar } from '../ui/offline-bar.tsx'
export { OutdatedBar } from '../ui/outdated-bar.tsx'
export { Tooltips } from '../ui/tooltips.tsx'
export { Clock } from './clock.tsx'
export { CommandCenter } from './command-center.tsx'
export { FocusKeeper } from './focus-keeper.ts'
