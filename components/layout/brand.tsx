/** The mark: one long wave. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={className}>
      <path
        d="M2.5 12c2.4-7.2 5.2-7.2 7.6-1.2 2.2 5.6 4.6 6.9 6.9 1.2 1.3-3.2 2.9-3.2 4.5 0"
        stroke="currentColor"
        strokeWidth="2.25"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
