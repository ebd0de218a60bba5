// Who may import whom. The rule names are the architecture; docs/architecture.md says why.
// Features of lib/, lowest first, each with the features it may use.
const features = {
  users: [],
  contacts: ['users'],
  templates: ['users', 'contacts'],
  credits: ['users'],
  accounts: ['users', 'credits'],
  senders: ['users', 'accounts'],
  messages: ['users', 'contacts', 'templates', 'credits', 'accounts', 'senders'],
  sending: ['users', 'contacts', 'credits', 'accounts', 'senders', 'messages'],
  inbox: ['users', 'contacts', 'accounts', 'messages', 'sending'],
  webhooks: ['users', 'messages', 'inbox'],
  reports: [
    'users',
    'contacts',
    'templates',
    'credits',
    'accounts',
    'senders',
    'messages',
    'sending',
    'inbox',
    'webhooks',
  ],
}
const names = Object.keys(features)
const anyFeature = `^lib/(${names.join('|')})/`
const pure = `${anyFeature}(rules|schema)[^/]*\\.ts$`
const store = `${anyFeature}store[^/]*\\.ts$`
const tests = '\\.test\\.tsx?$'
const knowsProviders = '^lib/(accounts|senders|messages|sending|inbox)/'
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule('everything-imported-exists', {}, { couldNotResolve: true }),
    rule(
      'lib-never-imports-an-entry-point',
      { path: '^lib/', pathNot: tests },
      { path: '^(app|components|worker|emulators|bench|e2e|scripts|test)/' },
    ),
    rule(
      'entry-points-do-not-import-each-other',
      { path: '^(app|worker|emulators)/', pathNot: tests },
      { path: '^(app|worker|emulators|bench|e2e|test)/', pathNot: '^$1/' },
    ),
    rule(
      'entry-points-call-use-cases-not-stores',
      { path: '^(app|components|worker)/', pathNot: tests },
      { path: store },
    ),
    rule(
      'app-does-not-send-or-queue',
      { path: '^app/', pathNot: tests },
      { path: '^lib/(providers|queue)/' },
    ),
    rule(
      'browser-sees-only-rules-schema-shared',
      { path: '^components/', pathNot: tests },
      { path: '^(lib|prisma)/', pathNot: [pure, '^lib/(shared|sms)/'] },
    ),
    rule(
      'ui-kit-knows-no-feature',
      { path: '^components/ui/', pathNot: tests },
      { path: '^(lib|components)/', pathNot: ['^lib/shared/', '^components/ui/'] },
    ),
    rule(
      'rules-and-schema-do-no-io',
      { path: pure, pathNot: tests },
      {
        path: '^(lib|prisma|node_modules)/',
        pathNot: [pure, '^lib/(shared|sms)/', 'node_modules/zod/'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'only-stores-touch-prisma',
      { path: '^(app|components|lib|worker)/', pathNot: [store, '^lib/platform/database\\.ts$', tests] },
      { path: '^prisma/generated/|node_modules/@prisma/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'a-store-belongs-to-its-feature',
      { path: '^lib/([^/]+)/', pathNot: ['^lib/sending/', tests] },
      { path: store, pathNot: '^lib/$1/' },
    ),
    rule(
      'sending-steers-a-message-by-its-own-control',
      { path: '^lib/sending/', pathNot: tests },
      { path: store, pathNot: ['^lib/sending/', '^lib/messages/store-control\\.ts$'] },
    ),
    rule(
      'only-these-features-know-providers',
      { path: anyFeature, pathNot: [knowsProviders, tests] },
      { path: '^lib/providers/' },
    ),
    rule(
      'support-folders-know-no-feature',
      { path: '^lib/(providers|queue|sms|platform|shared)/', pathNot: tests },
      { path: anyFeature },
    ),
    rule(
      'http-knows-only-users',
      { path: '^lib/http/', pathNot: tests },
      { path: anyFeature, pathNot: '^lib/users/' },
    ),
    rule(
      'platform-and-shared-are-the-floor',
      { path: '^lib/(platform|shared)/', pathNot: tests },
      { path: '^lib/', pathNot: '^lib/(platform|shared)/' },
    ),
    rule('shared-does-no-io', { path: '^lib/shared/', pathNot: tests }, { path: '^lib/platform/' }),
    rule(
      'sms-is-pure',
      { path: '^lib/sms/', pathNot: tests },
      { path: '^lib/', pathNot: '^lib/(sms|shared)/' },
    ),
    rule(
      'adapters-do-not-see-each-other',
      { path: '^lib/providers/([^/]+)/', pathNot: tests },
      { path: '^lib/providers/[^/]+/', pathNot: '^lib/providers/$1/' },
    ),
    rule(
      'emulators-share-nothing-with-the-product',
      { path: '^emulators/', pathNot: tests },
      { path: '^(lib|prisma|components)/' },
    ),
    ...names.map((name) => {
      const others = names.filter((other) => other !== name && !features[name].includes(other))
      return rule(
        `feature-order: ${name} may use [${features[name]}]`,
        { path: `^lib/${name}/`, pathNot: tests },
        { path: `^lib/(${others.join('|')})/` },
      )
    }),
    rule(
      'no-dev-dependency-at-run-time',
      {
        path: '^(app|components|lib|worker|emulators)/',
        // What several test files share stands beside them.
        pathNot: [
          tests,
          '^lib/providers/contract[^/]*\\.ts$',
          '^lib/providers/[^/]+/hazard-[a-z]+\\.ts$',
          '^emulators/.*/(calls|[a-z-]+-suite)\\.ts$',
        ],
      },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^prisma/generated/internal' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
