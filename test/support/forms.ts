/** ○ Forms as they stand in a page: which there are, and what a browser would send of them untouched. */

export type Controls = {
  /** What is sent when nothing is touched; a name may come more than once. */
  readonly all: readonly (readonly [name: string, value: string])[]
  readonly hidden: Readonly<Record<string, string>>
  /** Every field that can be filled, and every button that says something of its own. */
  readonly names: ReadonlySet<string>
}

/** The forms that lead there. */
export const formsOn = (page: string, action: string | RegExp): readonly string[] =>
  (page.match(/<form[^]*?<\/form>/g) ?? []).filter(form => {
    const to = plain(attribute(form, 'action') ?? '')
    return typeof action === 'string' ? to === action : action.test(to)
  })

/** The first of them, or null. */
export const formOn = (page: string, action: string | RegExp): string | null => formsOn(page, action)[0] ?? null

export const controlsOf = (form: string): Controls => {
  const all: [string, string][] = []
  const hidden: Record<string, string> = {}
  const names = new Set<string>()
  for (const [control] of form.matchAll(
    /<input\b[^>]*>|<textarea\b[^]*?<\/textarea>|<select\b[^]*?<\/select>|<button\b[^>]*>/g,
  )) {
    const opening = /^<[^>]*>/.exec(control)?.[0] ?? ''
    const name = plain(attribute(opening, 'name') ?? '')
    if (name === '' || /\sdisabled\b/.test(opening)) continue
    names.add(name)
    const value = valueOf(control, opening)
    if (value === null) continue
    all.push([name, value])
    if (attribute(opening, 'type') === 'hidden') hidden[name] = value
  }
  return { all, hidden, names }
}

const valueOf = (control: string, opening: string): string | null => {
  if (control.startsWith('<button')) return null
  if (control.startsWith('<textarea'))
    return plain(control.slice(opening.length, -'</textarea>'.length)).replace(/^\n/, '')
  if (control.startsWith('<select')) {
    const options = control.match(/<option[^>]*>/g) ?? []
    const chosen = options.find(option => /\sselected\b/.test(option)) ?? options[0]
    return chosen === undefined ? null : plain(attribute(chosen, 'value') ?? '')
  }
  const type = attribute(opening, 'type') ?? 'text'
  if (type === 'file') return null
  if ((type === 'checkbox' || type === 'radio') && !/\schecked\b/.test(opening)) return null
  return plain(attribute(opening, 'value') ?? (type === 'checkbox' ? 'on' : ''))
}

const attribute = (tag: string, name: string): string | null =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(/^<[^>]*>/.exec(tag)?.[0] ?? tag)?.[1] ?? null

/** Text as it was before it was written into a page. */
export const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
