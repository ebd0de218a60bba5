/** The look of the palette, before and after its code is there. */
export const paletteClass =
  'fixed inset-x-3 top-[max(0.75rem,12dvh)] z-30 mx-auto flex max-h-[min(28rem,76dvh)] max-w-140 flex-col overflow-hidden rounded border border-line bg-raised text-ink shadow-float outline-none max-md:top-3'
export const paletteLineClass = 'flex items-center gap-2.5 border-b border-line px-4'
export const paletteInputClass = 'h-12 min-w-0 flex-1 bg-transparent text-lg outline-none'
