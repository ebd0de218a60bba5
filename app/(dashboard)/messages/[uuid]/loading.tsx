import { Skeleton, SkeletonRows, SkeletonText } from '#components/ui/skeleton.tsx'

/** The shape of a message. */
export default function Loading() {
  return (
    <>
      <Skeleton className="mb-2 h-4 w-24" />
      <Skeleton className="mb-4 h-7 w-72 max-w-full" />
      <Skeleton className="mb-8 h-4 w-96 max-w-full" />
      <Skeleton className="mb-4 h-2" />
      <Skeleton className="mb-10 h-14" />
      <div className="grid gap-12 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <SkeletonRows rows={5} columns={3} />
        <SkeletonText lines={6} />
      </div>
    </>
  )
}
