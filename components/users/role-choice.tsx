'use client'

import { useTranslations } from 'next-intl'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { type Role, roles } from '#lib/users/rules.ts'

type Props = { value: Role; onValueChange: (role: Role) => void; error?: string | undefined }

/** What a person may do, each role said in a sentence. */
export function RoleChoice({ value, onValueChange, error }: Props) {
  const words = useTranslations('users.role')
  return (
    <RadioGroup
      label={words('label')}
      value={value}
      onValueChange={onValueChange}
      error={error}
      options={[...roles].reverse().map((role) => ({
        value: role,
        label: words(`${role}.name`),
        hint: words(`${role}.hint`),
      }))}
    />
  )
}
