/** Where the pages of the reference are. */
export const reference = {
  start: '/docs/api',
  objects: '/docs/api/objects',
  refusals: '/docs/api/refusals',
} as const

const sectionSlug = (name: string): string => name.toLowerCase().replaceAll(' ', '-')

export const sectionPath = (name: string): string => `${reference.start}/${sectionSlug(name)}`

/** The section at an address, of all that there are. */
export const sectionAt = <S extends { name: string }>(sections: readonly S[], slug: string): S | undefined =>
  sections.find(({ name }) => sectionSlug(name) === slug)
