import type { MessageControl } from '#lib/messages/rules.ts'

type Result = { ok: true } | { ok: false; error: { message: string } }

/** The server actions that steer a message; the page hands them to its screen. */
export type MessageControls = Record<MessageControl, (input: { uuid: string }) => Promise<Result>>
