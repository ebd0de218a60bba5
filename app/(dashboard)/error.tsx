'use client'

/** A room that could not be put together. The frame around it stays. */
export { ScreenError as default } from '#components/layout/screen-error.tsx'
