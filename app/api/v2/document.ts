import { contactView, groupView } from '#lib/contacts/schema.ts'
import { importView } from '#lib/contacts/schema-imports.ts'
import { suppressionView } from '#lib/contacts/schema-suppressions.ts'
import { type OpenApi, openApi } from '#lib/http/openapi.ts'
import { messageDetailView, messageView, recipientView } from '#lib/messages/schema.ts'
import { senderView } from '#lib/senders/schema.ts'
import { templateView } from '#lib/templates/schema.ts'
import { sections } from './routes.ts'

const description = `Send texts from your own software. Make a key under Settings, API keys, and put it into the header \`x-api-key\` of every request.

Sending needs the scope \`sms:send\` or \`*\`; any valid key reads. A key can never do more than the person it belongs to.

Every refusal is JSON of one shape: \`{"error": "a sentence", "code": "A_CODE"}\`, often with the \`field\` that is to blame. Decide by \`code\`. Fields that are not known are left aside and named under \`warnings\` of the answer.

A key may make 100 requests a second, and 200 at once after a rest, unless its owner has chosen otherwise; each web process counts for itself. The headers \`RateLimit-…\` say how many are left, \`Retry-After\` when to come again after a 429.

Give an \`Idempotency-Key\` with whatever must not be done twice: the request can then be repeated until an answer comes.`

let made: OpenApi | undefined

/** The document of the whole API, made once. */
export function apiDocument(): OpenApi {
  made ??= openApi(sections, {
    named: {
      Message: messageView,
      MessageDetail: messageDetailView,
      Recipient: recipientView,
      Sender: senderView,
      Template: templateView,
      Contact: contactView,
      Group: groupView,
      Suppression: suppressionView,
      Import: importView,
    },
    info: {
      title: 'Longwave API',
      version: '2',
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
  })
  return made
}
