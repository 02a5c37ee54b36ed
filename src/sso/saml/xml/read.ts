/**
 * ○ Reads XML strictly: one parser, one tree, and limits before anything else.
 *
 * Refused: a document type, entities, processing instructions, comments (where not said otherwise), another encoding than
 * UTF-8, another version than 1.0, an id that occurs twice, a relative or reserved namespace, and whatever is too large.
 *
 * @source Extensible Markup Language 1.0; Namespaces in XML 1.0; SAML2Int SDP-G03 (no DTD)
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { accept, refuse, type Result } from '../../../kernel/result.ts'
import { namespaces, type Attribute, type Element, type Tag } from './tree.ts'

export type XmlLimits = {
  /** Characters of the whole document. */
  readonly characters: number
  /** Elements inside one another. */
  readonly depth: number
  readonly attributesPerElement: number
  readonly elements: number
  /** Comments are dropped, as canonical form drops them; otherwise refused. */
  readonly comments: 'refuse' | 'drop'
}

/** For one protocol message. */
export const messageLimits: XmlLimits = {
  characters: 128_000,
  depth: 64,
  attributesPerElement: 64,
  elements: 5_000,
  comments: 'refuse',
}

/** For metadata of one service, as somebody uploads it. */
export const entityLimits: XmlLimits = { ...messageLimits, characters: 1_000_000, elements: 20_000, comments: 'drop' }

export type XmlRefusal = { readonly code: 'xml.unreadable'; readonly because: XmlFault }

export type XmlFault =
  | 'too-large'
  | 'too-deep'
  | 'too-many-attributes'
  | 'not-well-formed'
  | 'doctype'
  | 'processing-instruction'
  | 'comment'
  | 'encoding'
  | 'duplicate-id'
  | 'namespace'

/** What the parser tells while it reads. `text` may come in several pieces. */
export type XmlListener = {
  readonly open: (tag: Tag) => void
  readonly text: (text: string) => void
  readonly close: (tag: Tag) => void
}

/** Reads octets as one document. */
export const readXml = (octets: Uint8Array | string, limits: XmlLimits): Result<Element, XmlRefusal> => {
  const builder = treeBuilder()
  const reader = xmlReader(builder, limits)
  const text = typeof octets === 'string' ? octets : decode(octets, limits)
  if (text === null) return refuse({ code: 'xml.unreadable', because: 'encoding' })
  const read = reader.write(text) ?? reader.end()
  const root = builder.root()
  if (read !== null) return refuse({ code: 'xml.unreadable', because: read })
  return root === null ? refuse({ code: 'xml.unreadable', because: 'not-well-formed' }) : accept(root)
}

const decode = (octets: Uint8Array, limits: XmlLimits): string | null => {
  if (octets.length > limits.characters * 4) return ''
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return null
  }
}

export type XmlReader = {
  /** Reads a piece; the fault that ended the reading, or null. */
  readonly write: (piece: string) => XmlFault | null
  readonly end: () => XmlFault | null
}

/** Reads a document piece by piece, telling the listener. After a fault nothing more is told. */
export const xmlReader = (listener: XmlListener, limits: XmlLimits): XmlReader => {
  let [characters, fault]: [number, XmlFault | null] = [0, null]
  const stop: Stop = because => {
    fault ??= because
    throw new Error(because)
  }
  const parser = strictParser(listener, limits, stop)
  const attempt = (act: () => void): XmlFault | null => {
    if (fault !== null) return fault
    try {
      act()
    } catch {
      fault ??= 'not-well-formed'
    }
    return fault
  }
  return {
    write: piece =>
      attempt(() => {
        characters += piece.length
        if (characters > limits.characters) stop('too-large')
        parser.write(piece)
      }),
    end: () => attempt(() => void parser.close()),
  }
}

/** Ends the reading for a reason. */
type Stop = (because: XmlFault) => never

const strictParser = (listener: XmlListener, limits: XmlLimits, stop: Stop): SaxesParser<{ xmlns: true }> => {
  const parser = new SaxesParser({ xmlns: true, position: false, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const counts = { elements: 0, attributes: 0 }
  const [open, ids]: [Tag[], Set<string>] = [[], new Set()]
  parser.on('error', () => stop('not-well-formed'))
  parser.on('doctype', () => stop('doctype'))
  parser.on('processinginstruction', () => stop('processing-instruction'))
  if (limits.comments === 'refuse') parser.on('comment', () => stop('comment'))
  parser.on('xmldecl', ({ encoding, version }) => {
    if (version !== '1.0') stop('not-well-formed')
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') stop('encoding')
  })
  parser.on('opentagstart', () => {
    counts.attributes = 0
  })
  parser.on('attribute', () => {
    counts.attributes += 1
    if (counts.attributes > limits.attributesPerElement) stop('too-many-attributes')
  })
  parser.on('opentag', found => {
    counts.elements += 1
    if (counts.elements > limits.elements) stop('too-large')
    if (open.length >= limits.depth) stop('too-deep')
    const tag = tagOf(found, open.at(-1)?.scope)
    if (!hasUsableNames(found)) stop('namespace')
    if (!noteIds(tag, ids)) stop('duplicate-id')
    open.push(tag)
    listener.open(tag)
  })
  const text = (piece: string): void => {
    if (open.length > 0) listener.text(piece)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', () => {
    const tag = open.pop()
    if (tag !== undefined) listener.close(tag)
  })
  return parser
}

const noScope: ReadonlyMap<string, string> = new Map([['xml', namespaces.xml]])

const tagOf = ({ prefix, local, uri, ns, attributes }: SaxesTagNS, outer = noScope): Tag => {
  const declared = Object.entries(ns)
  return {
    prefix,
    local,
    uri,
    attributes: Object.values(attributes)
      .filter(found => found.prefix !== 'xmlns' && found.name !== 'xmlns')
      .map(({ prefix, local, uri, value }): Attribute => ({ prefix, local, uri, value })),
    scope: declared.length === 0 ? outer : new Map([...outer, ...declared]),
  }
}

const hasUsableNames = ({ ns }: SaxesTagNS): boolean =>
  Object.entries(ns).every(([name, namespace]) => isUsable(name, namespace))

/** Canonical XML 1.0 §2.1 knows no relative namespace URI; reserved names keep their meaning. */
const isUsable = (prefix: string, namespace: string): boolean => {
  if (prefix === 'xml') return namespace === namespaces.xml
  return namespace === '' ? prefix === '' : /^[a-z][a-z0-9+.-]*:/i.test(namespace)
}

/** Attributes that count as ids: SAML's and XML Encryption's and Signature's. One value names one element. */
const noteIds = (tag: Tag, ids: Set<string>): boolean => {
  for (const { local, uri, value } of tag.attributes) {
    const isId = uri === '' ? /^id$/i.test(local) : local === 'id' && uri === namespaces.xml
    if (!isId) continue
    if (ids.has(value)) return false
    ids.add(value)
  }
  return true
}

/** Builds the tree of what it is told. */
export const treeBuilder = (): XmlListener & { readonly root: () => Element | null } => {
  type Growing = Tag & { readonly children: (Element | string)[] }
  const open: Growing[] = []
  let root: Element | null = null
  return {
    open: tag => {
      const grown: Growing = { ...tag, children: [] }
      open.at(-1)?.children.push(grown)
      open.push(grown)
    },
    text: text => {
      const children = open.at(-1)?.children
      const last = children?.at(-1)
      if (typeof last === 'string') children?.splice(-1, 1, last + text)
      else children?.push(text)
    },
    close: () => {
      const closed = open.pop()
      if (open.length === 0) root = closed ?? null
    },
    root: () => (open.length === 0 ? root : null),
  }
}
