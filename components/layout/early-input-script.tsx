import { EarlyInput } from './early-input.ts'

/** Stands first in the page, and works before anything else of it does. */
export function EarlyInputScript() {
  return <script>{`new (${EarlyInput})()`}</script>
}
