import type { ReactNode } from 'react'

/** A sentence that lies over the foot of the page instead of pushing it; announced when it comes. */
export function FloatingBar({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--bottom-height)+var(--foot-height))] z-40 flex justify-center p-3 empty:hidden print:hidden"
    >
      {children && (
        <div className="pointer-events-auto flex max-w-prose items-start gap-2 rounded border border-line bg-raised px-3 py-2 text-sm shadow-float">
          {icon}
          {children}
        </div>
      )}
    </div>
  )
}
