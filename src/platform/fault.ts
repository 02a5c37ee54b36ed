/** A fault in a form that may be kept and logged: its code and the place in our code, never its words. */

/**
 * `23505 at saveAccount (accounts/store.ts:120)`.
 *
 * The message of an error may quote a row or a form, and so a person: it is not kept. Places are relative to `src`.
 */
export const faultOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'thrown: not an error'
  const code = (error as { code?: unknown }).code
  const name = typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? code : error.name
  const place = /at (?:async )?([\w.<>]+ )?\(?(?:file:\/\/)?\S*?\/(?:src|test|demo)\/([\w./-]+:\d+)/.exec(
    error.stack ?? '',
  )
  return place === null ? name : `${name} at ${place[1] ?? ''}(${place[2] ?? ''})`
}
