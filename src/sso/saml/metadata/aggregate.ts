/**
 * ● Reads signed metadata of a federation while it arrives: any number of entities, in little memory.
 *
 * Entities are told one by one before the signature is known to be good, because it covers them all: the caller keeps them aside and
 * throws them away when this refuses. Nested groups are read through. Of a signed aggregate only the root's signature counts.
 *
 * @source SAML 2.0 Metadata §2.3.1, §4.1; Metadata Interoperability Profile 1.0; SAML2Int SDP-MD02, SDP-MD03; IIP-MD02 to MD05
 */
import { createHash, type Hash, type KeyObject } from 'node:crypto'
import { accept, refuse, type Result } from '../../../kernel/result.ts'
import { claimOf, isMadeByOne, type SignatureClaim, type SignatureFault } from '../signature.ts'
import { dateTimeOf } from '../values.ts'
import { canonicaliser, type Canonicaliser } from '../xml/canonical.ts'
import { treeBuilder, xmlReader, type XmlFault, type XmlLimits, type XmlListener } from '../xml/read.ts'
import { attributeOf, isNamed, type Element, type Tag } from '../xml/tree.ts'

export type Trusting = {
  /** Keys of the signer, known beforehand; null: the file itself was handed over by an operator, and needs no signature. */
  readonly keys: readonly KeyObject[] | null
  readonly now: Date
  /** The root must say until when it is good, and not promise more than this. */
  readonly maxValidityMs: number
}

export type AggregateRefusal = {
  readonly code: 'metadata.refused'
  readonly because: AggregateFault | SignatureFault | XmlFault
}

export type AggregateFault = 'not-metadata' | 'unsigned' | 'no-valid-until' | 'expired' | 'too-far-ahead'

export type Aggregate = { readonly validUntil: Date; readonly entities: number }

/** Large as the world's federations together: more is refused before it fills the memory. */
export const aggregateLimits: XmlLimits = {
  characters: 250_000_000,
  depth: 64,
  attributesPerElement: 64,
  elements: 20_000_000,
  comments: 'drop',
}

/** The pieces of one document, in order. */
export const readAggregate = async (
  pieces: AsyncIterable<string> | Iterable<string>,
  trusting: Trusting,
  tell: (entity: Element) => void,
): Promise<Result<Aggregate, AggregateRefusal>> => {
  const reading = reader(trusting, tell)
  const xml = xmlReader(reading.listener, aggregateLimits)
  for await (const piece of pieces) {
    const fault = reading.fault() ?? xml.write(piece)
    if (fault !== null) return refuse({ code: 'metadata.refused', because: reading.fault() ?? fault })
  }
  const fault = xml.end()
  const because = reading.fault() ?? fault
  return because === null ? reading.verdict() : refuse({ code: 'metadata.refused', because })
}

type Reading = {
  readonly listener: XmlListener
  readonly fault: () => AggregateRefusal['because'] | null
  readonly verdict: () => Result<Aggregate, AggregateRefusal>
}

const reader = ({ keys, now, maxValidityMs }: Trusting, tell: (entity: Element) => void): Reading => {
  let fault: AggregateRefusal['because'] | null = null
  let root: Tag | null = null
  let [depth, entities] = [0, 0]
  let signature: (XmlListener & { readonly root: () => Element | null }) | null = null
  let entity: { readonly builder: ReturnType<typeof treeBuilder>; readonly depth: number } | null = null
  let proof: Proof | null = null
  const held: string[] = []
  const object = (because: AggregateRefusal['because']): void => {
    fault ??= because
  }

  /** From here on everything is digested, the root's own beginning first. */
  const begin = (claim: SignatureClaim | null): void => {
    proof = proofOf(claim)
    if (root !== null) proof.into.open(root)
    for (const text of held) proof.into.text(text)
  }
  const openRoot = (tag: Tag): void => {
    root = tag
    if (!isNamed(tag, 'md:EntitiesDescriptor') && !isNamed(tag, 'md:EntityDescriptor')) object('not-metadata')
    const validity = validityOf(tag, now, maxValidityMs)
    if (validity !== null) object(validity)
  }
  const endSignature = (): void => {
    const found = signature?.root() ?? null
    const claim = found === null || root === null ? null : claimOf(found, attributeOf(root, 'ID'))
    if (claim === null || !claim.ok) return object(claim?.refusal.because ?? 'malformed')
    begin(claim.value)
    signature = null
  }

  const listener: XmlListener = {
    open: tag => {
      if (fault !== null) return
      if (depth === 0) openRoot(tag)
      else if (depth === 1 && proof === null && signature === null) {
        if (isNamed(tag, 'ds:Signature')) signature = treeBuilder()
        else if (keys === null) begin(null)
        else object('unsigned')
      }
      depth += 1
      if (signature !== null) return signature.open(tag)
      if (entity === null && isNamed(tag, 'md:EntityDescriptor')) entity = { builder: treeBuilder(), depth }
      entity?.builder.open(tag)
      if (depth > 1) proof?.into.open(tag)
    },
    text: text => {
      if (fault !== null) return
      if (signature !== null) return signature.text(text)
      if (proof === null) held.push(text)
      else proof.into.text(text)
      entity?.builder.text(text)
    },
    close: tag => {
      if (fault !== null) return
      depth -= 1
      if (signature !== null) {
        signature.close(tag)
        if (depth === 1) endSignature()
        return
      }
      proof?.into.close(tag)
      entity?.builder.close(tag)
      if (entity?.depth === depth + 1) {
        const whole = entity.builder.root()
        if (whole !== null) tell(whole)
        entities += 1
        entity = null
      }
    },
  }

  const verdict = (): Result<Aggregate, AggregateRefusal> => {
    const validUntil = root === null ? null : dateTimeOf(attributeOf(root, 'validUntil') ?? '')
    if (validUntil === null || proof === null) return refuse({ code: 'metadata.refused', because: 'not-metadata' })
    const bad = keys === null ? null : badProof(proof, keys)
    return bad === null ? accept({ validUntil, entities }) : refuse({ code: 'metadata.refused', because: bad })
  }
  return { listener, fault: () => fault, verdict }
}

type Proof = { readonly claim: SignatureClaim | null; readonly hash: Hash; readonly into: Canonicaliser }

const proofOf = (claim: SignatureClaim | null): Proof => {
  const hash = createHash(claim?.digestHash ?? 'sha256')
  return { claim, hash, into: canonicaliser(piece => hash.update(piece), claim?.inclusive ?? []) }
}

const badProof = ({ claim, hash }: Proof, keys: readonly KeyObject[]): SignatureFault | AggregateFault | null => {
  if (claim === null) return 'unsigned'
  if (!hash.digest().equals(claim.digest)) return 'digest'
  return isMadeByOne(claim, keys) ? null : 'not-by-a-known-key'
}

const validityOf = (root: Tag, now: Date, maxValidityMs: number): AggregateFault | null => {
  const validUntil = dateTimeOf(attributeOf(root, 'validUntil') ?? '')
  if (validUntil === null) return 'no-valid-until'
  if (validUntil <= now) return 'expired'
  return validUntil.getTime() - now.getTime() > maxValidityMs ? 'too-far-ahead' : null
}
