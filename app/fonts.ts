import localFont from 'next/font/local'

/*
 * The typefaces come from npm packages and are served by us. Only the Latin letters are fetched ahead; a browser asks for
 * the others when a page holds one of theirs. The stand-ins with Inter's measures are in globals.css, so the generated
 * ones are switched off: they would catch Thai before its own face.
 */
const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
  display: 'swap',
  adjustFontFallback: false,
})

const interExtended = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  variable: '--font-inter-ext',
  weight: '100 900',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
    },
  ],
})

const thai = localFont({
  src: '../node_modules/@fontsource-variable/noto-sans-thai/files/noto-sans-thai-thai-wght-normal.woff2',
  variable: '--font-thai',
  weight: '100 900',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: 'unicode-range', value: 'U+02D7,U+0303,U+0331,U+0E01-0E5B,U+200C-200D,U+25CC' },
    // Thai letters have no capitals: at the size of Latin ones beside them they look a size smaller.
    { prop: 'size-adjust', value: '110%' },
  ],
})

/** Class names for <html> that make the typefaces available to globals.css. */
export const fontClasses = `${inter.variable} ${interExtended.variable} ${thai.variable}`
