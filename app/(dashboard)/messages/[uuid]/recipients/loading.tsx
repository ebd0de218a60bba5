import { Skeleton, SkeletonRows } from '#components/ui/skeleton.tsx'

/** The shape of the people of a message. */
export default function Loading() {
  return (
    <>
      <Skeleton className="mb-2 h-4 w-48" />
      <Skeleton className="mb-6 h-7 w-40" />
      <Skeleton className="mb-3 h-8 w-80 max-w-full" />
      <Skeleton className="mb-5 h-7 w-xl max-w-full" />
      <SkeletonRows rows={20} columns={6} />
    </>
  )
}
