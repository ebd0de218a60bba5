/**
 * Stands for something that floats while its code is fetched: a line at the upper edge, where that takes long enough to be
 * seen. The keys of the page are at rest as if it were there already.
 */
export const Coming = () => (
  <div
    data-overlay=""
    className="fixed inset-x-0 top-0 z-50 h-0.5 bg-accent transition-opacity delay-200 duration-300 starting:opacity-0"
  />
)
