/** ○ XML as a tree: what was read strictly, or what is to be written. Namespaces are resolved; declarations are not attributes. */

export type Name = {
  /** As written; empty for none. Means nothing but in canonical form. */
  readonly prefix: string
  readonly local: string
  /** Namespace; empty for none. */
  readonly uri: string
}

export type Attribute = Name & { readonly value: string }

/** An element without what is inside it. */
export type Tag = Name & {
  readonly attributes: readonly Attribute[]
  /** Prefixes in scope with their namespaces, for canonical form with inclusive prefixes. */
  readonly scope: ReadonlyMap<string, string>
}

export type Element = Tag & { readonly children: readonly (Element | string)[] }

/** Namespaces of SAML 2.0 and its neighbours by the prefix we write them with. */
export const namespaces = {
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  mdattr: 'urn:oasis:names:tc:SAML:metadata:attribute',
  mdui: 'urn:oasis:names:tc:SAML:metadata:ui',
  mdrpi: 'urn:oasis:names:tc:SAML:metadata:rpi',
  alg: 'urn:oasis:names:tc:SAML:metadata:algsupport',
  remd: 'http://refeds.org/metadata',
  shibmd: 'urn:mace:shibboleth:metadata:1.0',
  aslo: 'urn:oasis:names:tc:SAML:2.0:protocol:ext:async-slo',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  ec: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  xml: 'http://www.w3.org/XML/1998/namespace',
  cas: 'http://www.yale.edu/tp/cas',
} as const

export type Prefix = keyof typeof namespaces
export type QualifiedName = `${Prefix}:${string}`

export const isElement = (node: Element | string): node is Element => typeof node !== 'string'

const nothingInScope: ReadonlyMap<string, string> = new Map()

/**
 * An element to be written: `element('saml:Issuer', {}, [entityId])`. An attribute that is null or undefined is left out;
 * text stays text, whatever it contains.
 */
export const element = (
  name: QualifiedName,
  attributes: Readonly<Record<string, string | null | undefined>>,
  children: readonly (Element | string | null)[] = [],
): Element => ({
  ...nameOf(name),
  attributes: Object.entries(attributes).flatMap(([written, value]) =>
    value === null || value === undefined ? [] : [{ ...nameOf(written), value }],
  ),
  scope: nothingInScope,
  children: children.filter(child => child !== null),
})

const nameOf = (written: string): Name => {
  const [first, local] = written.split(':')
  if (local === undefined) return { prefix: '', local: written, uri: '' }
  const uri = (namespaces as Readonly<Record<string, string>>)[first ?? '']
  if (uri === undefined) throw new Error(`no namespace for ${written}`)
  return { prefix: first ?? '', local, uri }
}

/** Whether an element has this name, whatever prefix it was written with. */
export const isNamed = (found: Name, name: QualifiedName): boolean => {
  const [prefix, local] = name.split(':')
  return found.local === local && found.uri === namespaces[prefix as Prefix]
}

export const childrenNamed = (parent: Element, name: QualifiedName): readonly Element[] =>
  parent.children.filter(isElement).filter(child => isNamed(child, name))

/** The one child of this name; null when there is none. Of several the first: schema order has been checked where it matters. */
export const childNamed = (parent: Element | null, name: QualifiedName): Element | null =>
  parent === null ? null : (childrenNamed(parent, name)[0] ?? null)

/** An attribute without namespace. */
export const attributeOf = (tag: Tag | null, local: string): string | null =>
  tag?.attributes.find(attribute => attribute.uri === '' && attribute.local === local)?.value ?? null

/** An attribute of type xs:boolean; null when absent or neither. */
export const booleanOf = (tag: Tag | null, local: string): boolean | null => {
  const value = attributeOf(tag, local)?.trim()
  if (value === 'true' || value === '1') return true
  return value === 'false' || value === '0' ? false : null
}

/** The text of an element that holds nothing else; null when it holds elements, or is absent. */
export const textOf = (found: Element | null): string | null =>
  found === null || found.children.some(isElement)
    ? null
    : found.children.filter(child => typeof child === 'string').join('')

/** Text without white space around it, as xs:anyURI and the like are read. */
export const tokenOf = (found: Element | null): string | null => textOf(found)?.trim() ?? null

/** Every element below and including this one, parents first. */
export function* everyElement(root: Element): Generator<Element> {
  yield root
  for (const child of root.children) if (isElement(child)) yield* everyElement(child)
}
