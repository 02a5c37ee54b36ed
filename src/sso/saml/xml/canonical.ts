/**
 * ○ Canonical form: the one sequence of octets for a tree, over which signatures are made.
 *
 * Everything we write leaves in this form, so that nothing has to be parsed again to be signed.
 *
 * @source Exclusive XML Canonicalization 1.0 §3; Canonical XML 1.0 §2.3 and §3 (without comments)
 */
import { isElement, type Attribute, type Element, type Tag } from './tree.ts'

export type Canonicaliser = {
  readonly open: (tag: Tag) => void
  readonly text: (text: string) => void
  readonly close: (tag: Tag) => void
}

/** `#default` stands for the namespace without prefix. */
export const defaultPrefix = '#default'

/**
 * Canonical form piece by piece, for documents too large to be held.
 *
 * @param write receives each piece in order
 * @param inclusive prefixes of an InclusiveNamespaces list: declared where in scope, used or not
 */
export const canonicaliser = (write: (piece: string) => void, inclusive: readonly string[] = []): Canonicaliser => {
  const rendered: ReadonlyMap<string, string>[] = [new Map([['', '']])]
  return {
    open: tag => {
      const outer = rendered.at(-1) ?? new Map<string, string>()
      const declared = newDeclarations(tag, inclusive, outer)
      rendered.push(declared.length === 0 ? outer : new Map([...outer, ...declared]))
      write(`<${qualified(tag)}${declared.map(declaration).join('')}${sorted(tag.attributes).map(attribute).join('')}>`)
    },
    text: text => write(escapeText(text)),
    close: tag => {
      rendered.pop()
      write(`</${qualified(tag)}>`)
    },
  }
}

/** The canonical form of one element, as an apex. */
export const canonical = (root: Element, inclusive: readonly string[] = []): string => {
  let written = ''
  const into = canonicaliser(piece => {
    written += piece
  }, inclusive)
  walk(root, into)
  return written
}

/** Feeds a tree to a canonicaliser. */
export const walk = (found: Element, into: Canonicaliser): void => {
  into.open(found)
  for (const child of found.children) {
    if (isElement(child)) walk(child, into)
    else into.text(child)
  }
  into.close(found)
}

type Declaration = readonly [prefix: string, uri: string]

const newDeclarations = (
  tag: Tag,
  inclusive: readonly string[],
  outer: ReadonlyMap<string, string>,
): readonly Declaration[] => {
  const wanted = new Map([[tag.prefix, tag.uri]])
  for (const { prefix, uri } of tag.attributes) if (prefix !== '' && prefix !== 'xml') wanted.set(prefix, uri)
  for (const listed of inclusive) {
    const prefix = listed === defaultPrefix ? '' : listed
    const uri = tag.scope.get(prefix)
    if (uri !== undefined) wanted.set(prefix, uri)
  }
  wanted.delete('xml')
  return [...wanted].filter(([prefix, uri]) => outer.get(prefix) !== uri).sort(([a], [b]) => order(a, b))
}

const declaration = ([prefix, uri]: Declaration): string =>
  prefix === '' ? ` xmlns="${escapeAttribute(uri)}"` : ` xmlns:${prefix}="${escapeAttribute(uri)}"`

const attribute = (found: Attribute): string => ` ${qualified(found)}="${escapeAttribute(found.value)}"`

/** By namespace, then by local name; those without namespace first. */
const sorted = (attributes: readonly Attribute[]): readonly Attribute[] =>
  attributes.length < 2
    ? attributes
    : [...attributes].sort((a, b) => (a.uri === b.uri ? order(a.local, b.local) : order(a.uri, b.uri)))

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const qualified = ({ prefix, local }: { readonly prefix: string; readonly local: string }): string =>
  prefix === '' ? local : `${prefix}:${local}`

const textEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }
const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

/** What XML 1.0 §2.2 does not admit cannot be written in any way, so it is not written at all. */
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const escapeText = (text: string): string =>
  text.replace(notXml, '\u{FFFD}').replace(/[&<>\r]/g, found => textEscapes[found] ?? found)

const escapeAttribute = (text: string): string =>
  text.replace(notXml, '\u{FFFD}').replace(/[&<"\t\n\r]/g, found => attributeEscapes[found] ?? found)
