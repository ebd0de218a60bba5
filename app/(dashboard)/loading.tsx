import { Skeleton, SkeletonRows } from '#components/ui/skeleton.tsx'

/** The shape of the overview, and of any room that has none of its own. */
export default function Loading() {
  return (
    <>
      <Skeleton className="mb-8 h-7 w-40" />
      <Skeleton className="mb-4 h-5 w-32" />
      <SkeletonRows rows={2} columns={4} />
      <Skeleton className="mt-10 mb-4 h-5 w-32" />
      <SkeletonRows rows={8} columns={6} />
    </>
  )
}
