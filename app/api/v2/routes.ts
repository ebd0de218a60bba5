import type { Section } from '#lib/http/openapi.ts'
import * as accounts from './accounts/route.ts'
import * as balances from './balances/route.ts'
import * as contactMessages from './contacts/[id]/messages/route.ts'
import * as contact from './contacts/[id]/route.ts'
import * as contacts from './contacts/route.ts'
import * as credit from './credit/route.ts'
import * as statement from './credit/statement/route.ts'
import * as exportFile from './exports/[id]/file/route.ts'
import * as oneExport from './exports/[id]/route.ts'
import * as exports from './exports/route.ts'
import * as members from './groups/[id]/members/route.ts'
import * as group from './groups/[id]/route.ts'
import * as groups from './groups/route.ts'
import * as groupValues from './groups/values/route.ts'
import * as refusalsFile from './imports/[id]/refusals/export/route.ts'
import * as refusals from './imports/[id]/refusals/route.ts'
import * as oneImport from './imports/[id]/route.ts'
import * as imports from './imports/route.ts'
import * as conversation from './inbox/[id]/route.ts'
import * as inbox from './inbox/route.ts'
import * as unread from './inbox/unread/route.ts'
import * as overview from './overview/route.ts'
import * as reports from './reports/route.ts'
import * as paper from './senders/[id]/documents/[documentId]/route.ts'
import * as papers from './senders/[id]/documents/route.ts'
import * as senders from './senders/route.ts'
import * as sending from './sending/route.ts'
import * as approve from './sms/[uuid]/approve/route.ts'
import * as billing from './sms/[uuid]/billing/route.ts'
import * as cancel from './sms/[uuid]/cancel/route.ts'
import * as history from './sms/[uuid]/history/route.ts'
import * as pause from './sms/[uuid]/pause/route.ts'
import * as reasons from './sms/[uuid]/reasons/route.ts'
import * as recipient from './sms/[uuid]/recipients/[seq]/route.ts'
import * as recipients from './sms/[uuid]/recipients/route.ts'
import * as reschedule from './sms/[uuid]/reschedule/route.ts'
import * as resume from './sms/[uuid]/resume/route.ts'
import * as retry from './sms/[uuid]/retry/route.ts'
import * as message from './sms/[uuid]/route.ts'
import * as stop from './sms/[uuid]/stop/route.ts'
import * as unknown from './sms/[uuid]/unknown/route.ts'
import * as leftOut from './sms/left-out/route.ts'
import * as preview from './sms/preview/route.ts'
import * as messages from './sms/route.ts'
import * as send from './sms/send/route.ts'
import * as waiting from './sms/waiting/route.ts'
import * as suppression from './suppressions/[id]/route.ts'
import * as suppressionsFile from './suppressions/export/route.ts'
import * as suppressions from './suppressions/route.ts'
import * as templatePreview from './templates/[id]/preview/route.ts'
import * as template from './templates/[id]/route.ts'
import * as templates from './templates/route.ts'
import * as upload from './uploads/[id]/route.ts'
import * as uploads from './uploads/route.ts'

/** Every route of the API in the order of its document. A test fails when a file is missing here. */
export const sections: readonly Section[] = [
  {
    title: 'Messages',
    about:
      'Send a text to one person or to two million, call it back, and follow everybody to a final status.',
    routes: {
      'sms/send': send,
      'sms/preview': preview,
      'sms/left-out': leftOut,
      'sms/[uuid]/cancel': cancel,
      sms: messages,
      'sms/[uuid]': message,
      'sms/[uuid]/recipients': recipients,
    },
  },
  {
    title: 'Account',
    about: 'What can be spent, and who the texts may come from.',
    routes: {
      credit,
      'credit/statement': statement,
      senders,
      accounts,
      balances,
      'senders/[id]/documents': papers,
      'senders/[id]/documents/[documentId]': paper,
    },
  },
  {
    title: 'Messages on their way',
    about: 'Hold back, let go on, stop, send to the failed again, and find out why.',
    routes: {
      'sms/[uuid]/approve': approve,
      'sms/[uuid]/reschedule': reschedule,
      'sms/[uuid]/pause': pause,
      'sms/[uuid]/resume': resume,
      'sms/[uuid]/stop': stop,
      'sms/[uuid]/retry': retry,
      'sms/[uuid]/unknown': unknown,
      'sms/[uuid]/history': history,
      'sms/[uuid]/reasons': reasons,
      'sms/[uuid]/billing': billing,
      'sms/[uuid]/recipients/[seq]': recipient,
      overview,
      sending,
      'sms/waiting': waiting,
    },
  },
  {
    title: 'Templates',
    about: 'Texts that are kept, with {{placeholders}}.',
    routes: { templates, 'templates/[id]': template, 'templates/[id]/preview': templatePreview },
  },
  {
    title: 'Contacts and groups',
    about: 'People, and lists of people. The `id` of a group is the `contactGroupId` of a message.',
    routes: {
      contacts,
      'contacts/[id]': contact,
      'contacts/[id]/messages': contactMessages,
      groups,
      'groups/values': groupValues,
      'groups/[id]': group,
      'groups/[id]/members': members,
    },
  },
  {
    title: 'Suppressions',
    about: 'Numbers that must not be texted, whoever asks.',
    routes: {
      suppressions,
      'suppressions/[id]': suppression,
      'suppressions/export': suppressionsFile,
    },
  },
  {
    title: 'Inbox',
    about: 'What people write back, each number a conversation.',
    routes: { inbox, 'inbox/unread': unread, 'inbox/[id]': conversation },
  },
  {
    title: 'Files',
    about: 'Long lists of contacts or suppressions: hand a file in, look at it, have it taken in.',
    routes: {
      uploads,
      'uploads/[id]': upload,
      imports,
      'imports/[id]': oneImport,
      'imports/[id]/refusals': refusals,
      'imports/[id]/refusals/export': refusalsFile,
    },
  },
  {
    title: 'Reports and exports',
    about: 'What was spent and what arrived, and files of it for a spreadsheet.',
    routes: {
      reports,
      exports,
      'exports/[id]': oneExport,
      'exports/[id]/file': exportFile,
    },
  },
]
