import { checkHealth } from '#lib/http/health.ts'
import { methods } from '#lib/http/methods.ts'
import { refusal } from '#lib/http/refusal.ts'
import { route } from '#lib/http/route.ts'
import { AppError } from '#lib/shared/errors.ts'

/** 200 when the product can be used, and whether it sends; else 503 with what is missing. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'public',
    run: async () => {
      const { usable, checks, sendingOff } = await checkHealth()
      if (usable) return { status: 'ok', checks, sending: sendingOff ?? 'ON' }
      return refusal(new AppError('UNAVAILABLE'), { locale: 'en', headers: {} }, { checks })
    },
  }),
})
