import { readApi } from '#components/api-client.ts'
import { msisdnText } from '#components/messages/number-text.ts'
import { withQuery } from '#components/with-query.ts'
import { messageTitle } from '#lib/messages/rules.ts'

export type Thing = { href: string; label: string }
type Find = (search: string, signal: AbortSignal) => Promise<Thing[]>

const contactViews = () => import('#lib/contacts/schema.ts')

const finds: readonly Find[] = [
  async (search, signal) => {
    const views = () => import('#lib/messages/schema.ts').then((all) => all.messagePage)
    const page = await readApi(withQuery('/sms', { search, limit: 5 }), views, signal)
    return page.messages.map((one) => ({ href: `/messages/${one.uuid}`, label: messageTitle(one) }))
  },
  async (search, signal) => {
    const view = () => contactViews().then((all) => all.contactPage)
    const page = await readApi(withQuery('/contacts', { search, limit: 5 }), view, signal)
    return page.contacts.map(({ id, name, msisdn }) => ({
      href: `/contacts/${id}`,
      label: [name, msisdnText(msisdn)].filter(Boolean).join(' · '),
    }))
  },
  async (search, signal) => {
    const { groups } = await readApi('/groups', () => contactViews().then((all) => all.groupPage), signal)
    return groups
      .filter(({ name }) => name.toLocaleLowerCase().includes(search.toLocaleLowerCase()))
      .slice(0, 5)
      .map(({ id, name }) => ({ href: `/contacts/groups/${id}`, label: name }))
  },
  async (search, signal) => {
    const views = () => import('#lib/templates/schema.ts').then((all) => all.templatePage)
    const page = await readApi(withQuery('/templates', { search, limit: 5 }), views, signal)
    return page.templates.map(({ id, name }) => ({ href: `/templates/${id}`, label: name }))
  },
]

/** Messages, people, groups and templates by a part of their name, number or text, a few of each; none where no answer came. */
export const findThings: Find = async (search, signal) =>
  (await Promise.all(finds.map((find) => find(search, signal).catch(() => [])))).flat()
