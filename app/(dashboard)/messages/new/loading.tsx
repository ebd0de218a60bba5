import { Skeleton, SkeletonRows, SkeletonText } from '#components/ui/skeleton.tsx'

/** The shape of the first step, with those that follow, and the summary beside them. */
export default function Loading() {
  return (
    <>
      <Skeleton className="mb-8 h-7 w-40" />
      <div className="flex gap-12">
        <div className="flex max-w-form flex-1 flex-col gap-4">
          <Skeleton className="h-6 w-24" />
          <Skeleton className="h-8 w-56" />
          <Skeleton className="mb-4 h-28" />
          <SkeletonRows rows={3} columns={1} />
        </div>
        <div className="w-72 max-lg:hidden">
          <SkeletonText lines={5} />
        </div>
      </div>
    </>
  )
}
