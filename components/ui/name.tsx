/** A name beside the one that names the row: of any length and direction, it takes no more than its share of the line. */
export const Name = ({ children }: { children: string }) => (
  <bdi className="as-written block w-max max-w-full md:max-w-48">{children}</bdi>
)
