import { Skeleton, SkeletonRows } from '#components/ui/skeleton.tsx'

/** The shape of the list. */
export default function Loading() {
  return (
    <>
      <Skeleton className="mb-6 h-7 w-40" />
      <Skeleton className="mb-4 h-8" />
      <SkeletonRows rows={14} columns={7} />
    </>
  )
}
