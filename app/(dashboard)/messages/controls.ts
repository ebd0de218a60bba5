import type { MessageControls } from '#components/messages/message-controls.ts'
import { cancelAction, pauseAction, resumeAction, stopAction } from './actions.ts'

/** What a screen needs to steer a message. */
export const controls: MessageControls = {
  cancel: cancelAction,
  stop: stopAction,
  pause: pauseAction,
  resume: resumeAction,
}
