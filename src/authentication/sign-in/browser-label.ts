/** ○ A browser and its system in words, from the user agent: enough for a person to recognise their own. */

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
]

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const first = (list: readonly (readonly [RegExp, string])[], text: string): string | null =>
  list.find(([pattern]) => pattern.test(text))?.[1] ?? null

/** `Firefox · Windows`; whatever is unknown is left out, and nothing of the text itself is kept. */
export const browserLabel = (userAgent: string): string => {
  const text = userAgent.slice(0, 300)
  const known = [first(browsers, text), first(systems, text)].filter(part => part !== null)
  return known.length === 0 ? '—' : known.join(' · ')
}
