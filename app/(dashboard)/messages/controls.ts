import type { MessageControls, ResendActions } from '#components/messages/message-controls.ts'
import {
  cancelAction,
  pauseAction,
  rescheduleAction,
  resendAction,
  resendPriceAction,
  resumeAction,
  stopAction,
} from './actions.ts'

/** What a screen needs to steer a message. */
export const controls: MessageControls = {
  cancel: cancelAction,
  stop: stopAction,
  pause: pauseAction,
  resume: resumeAction,
  reschedule: rescheduleAction,
}

/** What it needs to send to the failed of one again. */
export const resend: ResendActions = { price: resendPriceAction, confirm: resendAction }
