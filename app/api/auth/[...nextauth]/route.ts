import NextAuth from 'next-auth'
import { authOptions } from '#lib/http/auth-options.ts'
import { web } from '#lib/http/context.ts'
import { methods } from '#lib/http/methods.ts'
import type { Handler } from '#lib/http/route.ts'
import { tellNextAuth } from '#lib/platform/env.ts'

const handler: Handler = (request, context) => {
  tellNextAuth(web().config.publicUrl)
  return NextAuth(authOptions())(request, context)
}

/** Sign-in and sign-out in next-auth's protocol, with its CSRF token. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: handler, POST: handler })
