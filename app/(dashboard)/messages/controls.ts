import type { DoubtActions, MessageControls, ResendActions } from '#components/messages/message-controls.ts'
import {
  assumeSentAction,
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

/** What it needs to decide about people in doubt. */
export const doubt: DoubtActions = { assumeSent: assumeSentAction, resend }
