'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError, readApi } from '#components/api-client.ts'
import { withQuery } from '#components/with-query.ts'
import type { TableView } from '#lib/contacts/schema-table.ts'

/** Looks at a file that was handed in, or at another sheet of it. */
export function useLook(onFile: (file: TableView) => void) {
  const words = useTranslations('compose.problems')
  const [isLooking, setLooking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const look = (uploadId: string, sheet?: string) => {
    setLooking(true)
    setProblem(null)
    readApi(withQuery(`/uploads/${uploadId}`, { sheet }), () =>
      import('#lib/contacts/schema-table.ts').then(({ tableView }) => tableView),
    )
      .then(onFile, (error: unknown) =>
        setProblem((error instanceof ApiError && error.message) || words('noAnswer')),
      )
      .finally(() => setLooking(false))
  }
  return { look, isLooking, problem }
}
