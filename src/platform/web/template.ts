/**
 * Where the holes of an html`…` template stand, found once per template.
 *
 * It understands the strict HTML that we write: lower-case tags, attributes in double quotes or alone. What it does
 * not understand it refuses, so that no hole ever stands where escaping would not help (tag and attribute names,
 * unquoted values, scripts, styles, comments). Source: HTML Living Standard §13.2.5 (tokenization).
 */

export type Hole =
  { readonly kind: 'text' } | { readonly kind: 'attributes' } | { readonly kind: 'attribute'; readonly url: boolean } // url: the hole begins a link's address

type Place =
  | { readonly in: 'text' }
  | { readonly in: 'raw'; readonly element: string }
  | { readonly in: 'tag'; readonly element: string }
  | { readonly in: 'value'; readonly element: string; readonly attribute: string }

/** A template ready for use: its markup without the indentation of the source code, and its holes. */
export type Template = { readonly strings: readonly string[]; readonly holes: readonly Hole[] }

const known = new WeakMap<TemplateStringsArray, Template>()
const rawElements: ReadonlySet<string> = new Set(['script', 'style'])
const urlAttributes: ReadonlySet<string> = new Set(['href', 'src', 'action', 'formaction', 'poster', 'cite'])

export const isUrlAttribute = (name: string): boolean => urlAttributes.has(name)

/** Attributes that the content security policy forbids, or that hold a document of their own. */
export const isForbiddenAttribute = (name: string): boolean =>
  name.startsWith('on') || name === 'style' || name === 'srcdoc'

/** One hole between each two strings of a template. Throws where a hole stands in a place that cannot be made safe. */
export const templateOf = (strings: TemplateStringsArray): Template => {
  const found = known.get(strings)
  if (found !== undefined) return found
  const template = { strings: strings.map(chunk => chunk.replace(/\n[ \n]+/g, '\n')), holes: holesOf(strings) }
  known.set(strings, template)
  return template
}

const holesOf = (strings: TemplateStringsArray): readonly Hole[] => {
  let place: Place = { in: 'text' }
  const holes: Hole[] = []
  for (const [index, chunk] of strings.entries()) {
    place = walk(chunk, place)
    if (index < strings.length - 1) holes.push(holeAt(place, chunk, strings[index + 1] ?? ''))
  }
  if (place.in === 'tag' || place.in === 'value') throw new Error(`a tag is not closed: ${strings.join('${…}')}`)
  return holes
}

const holeAt = (place: Place, before: string, after: string): Hole => {
  if (place.in === 'text') return { kind: 'text' }
  if (place.in === 'value')
    return { kind: 'attribute', url: isUrlAttribute(place.attribute) && before.endsWith(`${place.attribute}="`) }
  if (place.in === 'tag' && /\s$/.test(before) && /^(?:\s|\/?>)/.test(after)) return { kind: 'attributes' }
  throw new Error(`no value may stand here: …${before.slice(-40)}\${…}${after.slice(0, 20)}`)
}

/** The place at the end of a chunk that began at `place`. */
const walk = (chunk: string, start: Place): Place => {
  let place = start
  let rest = chunk
  while (rest !== '') {
    const [next, length] = step(rest, place)
    place = next
    rest = rest.slice(length)
  }
  return place
}

type Step = readonly [place: Place, length: number]

const step = (rest: string, place: Place): Step => {
  switch (place.in) {
    case 'text':
      return stepInText(rest)
    case 'raw': {
      const end = rest.indexOf(`</${place.element}`)
      return end < 0 ? [place, rest.length] : [{ in: 'tag', element: '/' }, end + place.element.length + 2]
    }
    case 'tag':
      return stepInTag(rest, place.element)
    case 'value': {
      const end = rest.indexOf('"')
      return end < 0 ? [place, rest.length] : [{ in: 'tag', element: place.element }, end + 1]
    }
  }
}

const stepInText = (rest: string): Step => {
  const open = rest.indexOf('<')
  if (open < 0) return [{ in: 'text' }, rest.length]
  const tag = /^<(\/?[a-z][a-z0-9-]*|!doctype)(?=[\s/>])/.exec(rest.slice(open))
  if (tag === null) throw new Error(`not a tag: ${rest.slice(open, open + 40)}`)
  return [{ in: 'tag', element: tag[1] ?? '' }, open + tag[0].length]
}

const stepInTag = (rest: string, element: string): Step => {
  const skip = /^[\s/]+/.exec(rest)
  if (skip !== null) return [{ in: 'tag', element }, skip[0].length]
  if (rest.startsWith('>')) return [rawElements.has(element) ? { in: 'raw', element } : { in: 'text' }, 1]
  const named = /^([a-zA-Z][a-zA-Z0-9-]*)(="?)?/.exec(rest)
  if (named === null || named[2] === '=') throw new Error(`an attribute without double quotes: ${rest.slice(0, 40)}`)
  const attribute = named[1] ?? ''
  if (isForbiddenAttribute(attribute)) throw new Error(`attribute refused: ${attribute}`)
  return [named[2] === undefined ? { in: 'tag', element } : { in: 'value', element, attribute }, named[0].length]
}
