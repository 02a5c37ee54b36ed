/** ○ Values as SAML writes them: instants, ids, how far clocks may differ. */

/** xs:dateTime in UTC, as SAML 2.0 Core §1.3.3 demands; null for anything else. */
export const dateTimeOf = (text: string): Date | null => {
  const found = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?(?:Z|\+00:00)$/.exec(text.trim())
  const instant = new Date(`${found?.[1] ?? ''}Z`)
  return Number.isNaN(instant.getTime()) ? null : instant
}

/** An instant to the second, with the Z that SAML wants. */
export const written = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`

/** Clocks may differ by so much either way (SAML2Int SDP-G01: three to five minutes). */
export const skewMs = 4 * 60_000

/** An id of ours: never beginning with a digit (xs:ID), 160 random bits (SAML 2.0 Core §1.3.4 asks for 128). */
export const idFrom = (random: Buffer): string => `_${random.toString('hex')}`

export const isId = (text: string): boolean => /^[A-Za-z_][\w.-]{0,255}$/.test(text)
