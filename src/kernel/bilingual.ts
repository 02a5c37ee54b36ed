/** Every word that a person reads exists in both languages, side by side. */

export const languages = ['ja', 'en'] as const
export type Language = (typeof languages)[number]
export type Bilingual = { readonly ja: string; readonly en: string }

export const isLanguage = (value: unknown): value is Language => value === 'ja' || value === 'en'

/** The words of one language. */
export const say = (text: Bilingual, language: Language): string => text[language]

/** Puts values into `{name}` places, in both languages alike. An unknown place stays visible: it is a bug to see. */
export const fill = (text: Bilingual, values: Readonly<Record<string, string | number>>): Bilingual => ({
  ja: fillOne(text.ja, values),
  en: fillOne(text.en, values),
})

const fillOne = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{([a-zA-Z]+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  )

/** The first language of an Accept-Language header (RFC 9110 §12.5.4) that we speak, by weight; Japanese if none. */
export const preferredLanguage = (header: string | undefined): Language => {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map(item => {
      const [tag = '', ...parameters] = item.trim().split(';')
      const weight = parameters.map(p => /^\s*q=([0-9.]+)\s*$/.exec(p)?.[1]).find(q => q !== undefined)
      return { language: tag.trim().toLowerCase().slice(0, 2), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(wish => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return wishes.map(wish => wish.language).find(isLanguage) ?? 'ja'
}
