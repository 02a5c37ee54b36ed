/**
 * ● What somebody searched for, as an address may carry it: sealed. Names that are typed into a search box stand in no address, no
 * history and no log, and yet the back button, a reload and the next page of the list keep them.
 */
import type { Vault } from '../vault.ts'

export type Searched = Readonly<Record<string, string>>

const place = 'http.search'

/** The query of a list: `?kept=…`; nothing where nothing was asked. */
export const keptSearch = (vault: Vault, asked: Searched): string => {
  const given = Object.entries(asked).filter(([, value]) => value !== '')
  if (given.length === 0) return ''
  return `?kept=${vault.seal(Buffer.from(JSON.stringify(Object.fromEntries(given))), place).toString('base64url')}`
}

/** A query with what was sealed in it laid open; what does not open is left as it came. */
export const withKept = (vault: Vault, query: Searched): Searched => {
  const { kept } = query
  if (kept === undefined || kept.length > 4000) return query
  try {
    const opened: unknown = JSON.parse(vault.open(Buffer.from(kept, 'base64url'), place).toString('utf8'))
    return { ...(opened as Searched), ...query }
  } catch {
    return query
  }
}
