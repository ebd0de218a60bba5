// Writes docs/states.md from the tables of lib/messages/rules.ts; with --check it only says whether the page is as they are.
import { readFileSync, writeFileSync } from 'node:fs'
import {
  attentionReasons,
  controlStates,
  type MessageState,
  messageMoves,
  messageStates,
  messageStatus,
  type RecipientState,
  recipientRank,
  recipientStates,
  recipientStatus,
} from '#lib/messages/rules.ts'

const file = 'docs/states.md'

const moves = messageStates.flatMap((from) => messageMoves[from].map((to) => `  ${from} --> ${to}`))
const ends = messageStates
  .filter((state) => messageMoves[state].length === 0)
  .map((state) => `  ${state} --> [*]`)

const controlsIn = (state: MessageState) =>
  Object.entries(controlStates)
    .filter(([, states]) => (states as readonly MessageState[]).includes(state))
    .map(([control]) => control)

const messageRows = messageStates.map((state) => {
  const status = state === 'draft' ? '' : messageStatus(state)
  return `| \`${state}\` | ${status} | ${messageMoves[state].join(', ') || 'final'} | ${controlsIn(state).join(', ')} |`
})

// Only who has not been sent to can be called off.
const canMove = (from: RecipientState, to: RecipientState) =>
  recipientRank[to] > recipientRank[from] && (to !== 'cancelled' || from === 'queued')

const recipientMoves = recipientStates.flatMap((from) =>
  recipientStates.filter((to) => canMove(from, to)).map((to) => `  ${from} --> ${to}`),
)

const recipientRows = recipientStates.map(
  (state) => `| \`${state}\` | ${recipientRank[state]} | ${recipientStatus(state, null)} |`,
)

const page = `# States

Made by \`scripts/states.ts\` from the tables in \`lib/messages/rules.ts\`; do not edit it by hand.

## A message

\`\`\`mermaid
stateDiagram-v2
  [*] --> draft
${[...moves, ...ends].join('\n')}
\`\`\`

| State | Status in the API | Goes to | What a person can do |
|---|---|---|---|
${messageRows.join('\n')}

Cancelling is only for a message of which nothing has left. Why a message is in \`needs_attention\`:
${attentionReasons.map((reason) => `\`${reason}\``).join(', ')}; docs/operations.md says what to do about each.

## A recipient

A row only moves to a higher rank, and the first state of the highest rank stays: late, doubled and disordered receipts
change nothing. Nothing goes from \`unknown\` back to \`queued\`. While its request may be leaving, a \`queued\` row is shown as
\`sending\`.

\`\`\`mermaid
stateDiagram-v2
  [*] --> queued
${recipientMoves.join('\n')}
\`\`\`

| State | Rank | Status in the API |
|---|---|---|
${recipientRows.join('\n')}

\`accepted\` becomes \`timeout\` in the API when no receipt will come any more.
`

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== page) {
    console.error(`${file} is not as the tables are; write it anew with: npm run states`)
    process.exit(1)
  }
} else writeFileSync(file, page)
