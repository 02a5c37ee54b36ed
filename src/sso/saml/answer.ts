/** ● Answers a SAML service: who it is, or why not, as a form that the browser posts to it. */
import type { Reply, Request } from '../../platform/http/route.ts'
import { randomOctets } from '../../platform/random.ts'
import type { Tx } from '../../platform/database.ts'
import { attributes, releaseTo, subjectOf, type AttributeValues } from '../../release/index.ts'
import { classOf } from '../../authentication/index.ts'
import { noteSignIn, trustedService } from '../store/parties.ts'
import { insertParticipation } from '../store/participation.ts'
import type { Asked } from '../sign-on/asked.ts'
import type { Answering, NotTold, Protocol } from '../sign-on/interaction.ts'
import { contextFor } from './context.ts'
import { ourKeys } from './keys.ts'
import { publicKeyOf, type ServiceProvider } from './metadata/service-provider.ts'
import { postPage, problemPage } from './pages.ts'
import {
  failureResponse,
  nameIdFormats,
  successResponse,
  type Addressed,
  type Failure,
  type NameId,
  type SamlAttribute,
  type SignedIn,
} from './response.ts'
import { ourEntityId } from './settings.ts'
import { idFrom } from './values.ts'
import { canonical } from './xml/canonical.ts'
import type { Element } from './xml/tree.ts'

type SamlAsked = Extract<Asked, { readonly protocol: 'saml' }>

const newId = (): string => idFrom(randomOctets(20))

const addressed = async (request: Request, asked: SamlAsked): Promise<Addressed> => ({
  issuer: await ourEntityId(request.db, request.system),
  audience: asked.partyId,
  destination: asked.request.consumer.location,
  inResponseTo: asked.request.id,
  now: request.now,
})

const failures: Readonly<Record<NotTold, Failure>> = {
  passive: { top: 'Responder', second: 'NoPassive' },
  denied: { top: 'Responder', second: 'RequestDenied' },
  'not-agreed': { top: 'Responder', second: 'RequestDenied' },
}

/** Says no to a service whose address we know to be its own (IIP-IDP05). */
export const fail = async (request: Request, asked: SamlAsked, failure: Failure): Promise<Reply> => {
  const { signing } = await ourKeys(request.system)
  const ids = { response: newId(), assertion: '' }
  return post(asked, failureResponse(await addressed(request, asked), failure, { key: signing, ids }))
}

const post = (asked: SamlAsked, response: Element): Reply =>
  postPage({
    to: asked.request.consumer.location,
    name: 'SAMLResponse',
    message: Buffer.from(canonical(response)).toString('base64'),
    relayState: asked.relayState,
  })

const answer = async (request: Request, { asked, held, agreement }: Answering<SamlAsked>): Promise<Reply> => {
  const service = await trustedService(request.db, asked.partyId)
  if (service === null) return problemPage('service_unknown')
  const reached = classOf(held.session.proofs, request.now)
  const context = reached === null ? null : contextFor(reached, asked.request.context)
  if (context === null) return fail(request, asked, { top: 'Responder', second: 'NoAuthnContext' })
  const format = formatFor(service, asked.request.nameIdFormat)
  if (format === null) return fail(request, asked, { top: 'Requester', second: 'InvalidNameIDPolicy' })
  const to = await addressed(request, asked)
  const keys = await ourKeys(request.system)
  const ids = { response: newId(), assertion: newId() }
  const person = await request.system.database.transact(async tx => {
    const names = await namesOf(tx, request, { asked, held, agreement })
    const values = await releaseTo(tx, {
      system: request.system,
      account: held.account,
      subjectIds: names,
      agreement,
      asked: asked.attributes,
      now: request.now,
    })
    const nameId: NameId = {
      format,
      value: format === nameIdFormats.persistent ? names.pairwiseId : newId(),
      nameQualifier: to.issuer,
      spNameQualifier: asked.partyId,
    }
    const signedIn: SignedIn = {
      nameId,
      context,
      authenticatedAt: held.session.authenticatedAt,
      sessionIndex: newId(),
      sessionEndsAt: held.session.expiresAt,
      ...told(values, to, asked.partyId),
    }
    await insertParticipation(
      tx,
      {
        assertionId: ids.assertion,
        sessionId: held.session.id,
        personId: held.session.personId,
        accountId: held.account.id,
        partyId: asked.partyId,
        sessionIndex: signedIn.sessionIndex,
        nameId,
        address: null,
      },
      { now: request.now, until: new Date(request.now.getTime() + keepAssertionsMs) },
    )
    await noteSignIn(tx, asked.partyId, request.now)
    return signedIn
  })
  const [encryption] = service.encryptionKeys
  return post(
    asked,
    successResponse(to, person, {
      key: keys.signing,
      signAssertion: service.wantAssertionsSigned,
      encryption:
        encryption === undefined
          ? null
          : {
              target: { publicKey: publicKeyOf(encryption.key), methods: encryption.methods },
              draw: { key: randomOctets(32), iv: randomOctets(12) },
            },
      ids,
    }),
  )
}

/** Every assertion issued is known for ninety days: one that is not, was not ours. */
const keepAssertionsMs = 90 * 86_400_000

const namesOf = async (tx: Tx, { system, now }: Request, { asked, held }: Answering<SamlAsked>) => ({
  publicId: await subjectOf(tx, system, held.session.personId, '', now),
  pairwiseId: await subjectOf(tx, system, held.session.personId, `saml:${asked.partyId}`, now),
})

/** Transient unless the service asks for a persistent name, or its metadata knows no other; null: a format that we do not have. */
export const formatFor = (
  { nameIdFormats: known }: Pick<ServiceProvider, 'nameIdFormats'>,
  asked: string | null,
): string | null => {
  const { transient, persistent, unspecified } = nameIdFormats
  if (asked === transient || asked === persistent) return asked
  if (asked !== null && asked !== unspecified) return null
  return known.includes(persistent) && !known.includes(transient) ? persistent : transient
}

const told = (values: AttributeValues, to: Addressed, partyId: string): Pick<SignedIn, 'attributes' | 'targetedId'> => {
  const [targeted] = values.get('eduPersonTargetedID') ?? []
  return {
    attributes: [...values].flatMap(([friendlyName, list]): readonly SamlAttribute[] => {
      const { saml } = attributes[friendlyName]
      return saml === null || friendlyName === 'eduPersonTargetedID' ? [] : [{ name: saml, friendlyName, values: list }]
    }),
    targetedId:
      targeted === undefined
        ? null
        : { format: nameIdFormats.persistent, value: targeted, nameQualifier: to.issuer, spNameQualifier: partyId },
  }
}

export const samlProtocol: Protocol<SamlAsked> = {
  answer,
  refuse: (request, asked, because) => fail(request, asked, failures[because]),
}
