import type { SendingSwitch } from '#components/messages/sending-switch.ts'
import { confirmSendingAction, startEverythingAction, stopEverythingAction } from './actions.ts'

/** The one switch, for those who manage. */
export const sendingSwitch: SendingSwitch = {
  stop: stopEverythingAction,
  start: startEverythingAction,
  confirm: confirmSendingAction,
}
