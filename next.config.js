import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./lib/http/i18n-request.ts')

/** @type {import('next').NextConfig} */
const config = {
  // One build serves every instance on the machine; nothing about a machine or a person is baked in.
  poweredByHeader: false,
  reactStrictMode: true,
  // The image optimizer is not used and had remote-code holes: switched off for good.
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'pg-boss', 'pg-copy-streams', 'undici', '@prisma/client', '@prisma/adapter-pg'],
  // `npm test` checks the types of everything; on a user's machine the same check would only delay the first start.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
}

export default withNextIntl(config)
