/**
 * For sentences about what has left: of a message that a restored copy kept back only what left from the copy is known
 * (docs/decisions/023-after-a-restore-everything-waits.md).
 */
export const placeOf = ({ reason }: { reason: string | null }): 'copy' | 'here' =>
  reason === 'RESTORED' ? 'copy' : 'here'
