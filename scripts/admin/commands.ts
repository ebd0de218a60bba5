import { z } from 'zod'
import { addCredits } from '#lib/credits/add-credits.ts'
import { parseInput } from '#lib/http/parse-input.ts'
import { getStatus } from '#lib/messages/get-status.ts'
import { freshWorkers } from '#lib/platform/worker-beat.ts'
import { confirmSending } from '#lib/sending/confirm-sending.ts'
import { declareRestored } from '#lib/sending/declare-restored.ts'
import { getSending } from '#lib/sending/get-sending.ts'
import { startEverything, stopEverything } from '#lib/sending/stop-everything.ts'
import { createKey } from '#lib/users/create-key.ts'
import { createUser } from '#lib/users/create-user.ts'
import { resetPasswordOf } from '#lib/users/reset-password.ts'
import { keyScopes, roles } from '#lib/users/rules.ts'
import { email, newKey, newUser } from '#lib/users/schema.ts'
import type { Command } from './command.ts'
import { parseJsonObject, parseNumber, readPassword, readSecrets } from './read-input.ts'

const userCommands: Command[] = [
  {
    name: 'user create',
    usage: `--email <address> --role ${roles.join('|')} [--name <text>] [--password-stdin]`,
    about: 'Adds a person. Without a password on standard input it prints one that works once.',
    options: { email: 'text', role: 'text', name: 'text', 'password-stdin': 'flag' },
    prepare: async (options) => {
      const given = { email: options.text('email'), role: options.text('role'), name: options.maybe('name') }
      const password = options.flag('password-stdin') ? await readPassword() : undefined
      const input = parseInput(newUser, { ...given, password })
      return async (ctx) => {
        const { user, oneTimePassword } = await createUser(ctx, input)
        const { id, name, role } = user
        return { id, email: user.email, name, role, ...(oneTimePassword !== null && { oneTimePassword }) }
      }
    },
  },
  {
    name: 'user reset-password',
    usage: '--email <address>',
    about: 'Ends the sessions of a person who is locked out and prints a password that works once.',
    options: { email: 'text' },
    prepare: async (options) => {
      const address = parseInput(z.object({ email }), { email: options.text('email') }).email
      return async (ctx) => ({ email: address, ...(await resetPasswordOf(ctx, address)) })
    },
  },
  {
    name: 'key create',
    usage: `--name <text> --scope ${keyScopes.join('|')} [--scope …] [--email <owner>] [--rate <requests a second>]`,
    about:
      'Makes an API key and prints it once. It belongs to the first administrator unless --email says whose it is.',
    options: { name: 'text', scope: 'list', email: 'text', rate: 'text' },
    prepare: async (options) => {
      const rate = options.maybe('rate')
      const input = parseInput(newKey, {
        name: options.text('name'),
        scopes: options.list('scope'),
        owner: options.maybe('email'),
        ratePerSecond: rate === undefined ? null : parseNumber(rate, '--rate'),
      })
      return async (ctx) => {
        const { key, view } = await createKey(ctx, input)
        return { key, id: view.id, name: view.name, scopes: view.scopes, userId: view.userId }
      }
    },
  },
]

const sendingCommands: Command[] = [
  {
    name: 'account create',
    usage: "--provider <name> --name <text> [--settings '<json>'] [--secrets-stdin]",
    about: 'Adds a provider account. Its secrets are one JSON object on standard input.',
    options: { provider: 'text', name: 'text', settings: 'text', 'secrets-stdin': 'flag' },
    prepare: async (options) => {
      const input = {
        provider: options.text('provider'),
        name: options.text('name'),
        settings: parseJsonObject(options.maybe('settings') ?? '{}', '--settings'),
        secrets: options.flag('secrets-stdin') ? await readSecrets() : {},
      }
      return async (ctx) => {
        // Loads every provider's adapter, which takes half a second that the other commands are spared.
        const { createAccount } = await import('#lib/accounts/create-account.ts')
        return createAccount(ctx, input)
      }
    },
  },
  {
    name: 'sender create',
    usage: '--account <name> --value <text> [--approve]',
    about: 'Adds a sender to an account. Only approved senders send.',
    options: { account: 'text', value: 'text', approve: 'flag' },
    prepare: async (options) => {
      const input = {
        account: options.text('account'),
        value: options.text('value'),
        approve: options.flag('approve'),
      }
      return async (ctx) => {
        const { createSender } = await import('#lib/senders/create-sender.ts')
        return createSender(ctx, input)
      }
    },
  },
  {
    name: 'credits add',
    usage: '--amount <number> [--note <text>]',
    about: 'Adds credits; a negative amount takes them back.',
    options: { amount: 'text', note: 'text' },
    prepare: async (options) => {
      const amount = parseNumber(options.text('amount'), '--amount')
      const note = options.maybe('note')
      return (ctx) => addCredits(ctx, { amount, ...(note !== undefined && { note }) })
    },
  },
  {
    name: 'status',
    usage: '',
    about:
      'Says how many messages are in which state, what the credits are, whether sending is on and which workers run.',
    options: {},
    prepare: async () => async (ctx) => ({
      ...(await getStatus(ctx)),
      sending: await getSending(ctx),
      workers: (await freshWorkers(ctx.pool)).map(({ worker }) => worker),
    }),
  },
]

const installationCommands: Command[] = [
  {
    name: 'stop-everything',
    usage: '',
    about: 'Pauses everything that is being sent and keeps anything from beginning. Says how many have gone.',
    options: {},
    prepare: async () => stopEverything,
  },
  {
    name: 'start-everything',
    usage: '',
    about: 'Switches sending on again and lets go on what stop-everything has paused.',
    options: {},
    prepare: async () => startEverything,
  },
  {
    name: 'restored',
    usage: '',
    about: 'Says that this database was put back from an older copy: nothing is sent until confirm-sending.',
    options: {},
    prepare: async () => declareRestored,
  },
  {
    name: 'confirm-sending',
    usage: '',
    about:
      'Says that this copy of the database is the one that sends. What was held waits until it is resumed.',
    options: {},
    prepare: async () => confirmSending,
  },
]

/** Everything that the command line can do, in the order of `--help`. */
export const commands: readonly Command[] = [...userCommands, ...sendingCommands, ...installationCommands]
