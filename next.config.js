import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/http/i18n-request.ts',
  // Sentences are compiled at build time, so that no browser loads what reads them.
  experimental: { messages: { path: './locales', format: 'json', locales: 'infer', precompile: true } },
})

const headers = [
  {
    key: 'content-security-policy',
    value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
  },
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=()' },
]

/** @type {import('next').NextConfig} */
const config = {
  // One build serves every instance on the machine; nothing about a machine or a person is baked in.
  poweredByHeader: false,
  reactStrictMode: true,
  // The image optimizer is not used and had remote-code holes: switched off for good.
  images: { unoptimized: true },
  serverExternalPackages: [
    'pg',
    'pg-boss',
    'pg-copy-streams',
    'undici',
    '@prisma/client',
    '@prisma/adapter-pg',
  ],
  // `npm test` checks the types of everything; on a user's machine the same check would only delay the first start.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: '/:path*', headers }],
  // A file that is not there is no page: nobody is sent to sign in for it, and nothing takes that page for code.
  rewrites: async () => ({
    afterFiles: [{ source: '/:missing(_next/.+|[^/]+\\.\\w+)', destination: '/api/:missing' }],
  }),
  // Half a kilobyte of every screen's first load (docs/decisions/009-what-a-screen-may-weigh.md).
  experimental: { serverActions: { bodySizeLimit: '1mb' }, turbopackCjsTreeShaking: true },
}

export default withNextIntl(config)
