/** ● A person's own yes to a release, and taking it back. */
import { z } from 'zod'
import type { PersonId } from '../kernel/ids.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { useCase } from '../platform/use-case.ts'
import { consentContent, type Agreement, type GivenConsent } from './agreement.ts'
import { isAttributeName, type AttributeName } from './attribute.ts'
import { agreementWith, consentGiven, removeConsent, saveConsent } from './store.ts'

type Asked = {
  readonly agreement: Agreement
  readonly personId: PersonId
  readonly attributes: readonly AttributeName[]
}

/** Agrees to exactly what was shown: another set of attributes, purpose or privacy page is refused. */
export const giveConsent = useCase({
  name: 'release.give-consent',
  title: { ja: 'サービスへの情報の送信に同意する', en: 'Agree that a service is told something' },
  input: z.strictObject({
    recipient: z.string().max(300),
    content: z.string().max(100),
    attributes: z.array(z.string().refine(isAttributeName)).max(100),
  }),
  permit: { owner: (actor, { personId }: Asked) => actor.kind === 'person' && actor.personId === personId },
  load: async (tx, { recipient, attributes }, { actor }): Promise<Asked | null> => {
    const agreement = await agreementWith(tx, recipient)
    if (agreement === null || actor.kind !== 'person') return null
    return { agreement, personId: actor.personId, attributes: attributes.filter(isAttributeName) }
  },
  decide: (asked, { content }): Result<Asked, { readonly code: 'consent.changed' }> =>
    consentContent(asked.agreement, asked.attributes) === content &&
    asked.attributes.every(name => asked.agreement.attributes.includes(name))
      ? accept(asked)
      : refuse({ code: 'consent.changed' }),
  write: async (tx, { personId, attributes }, { now }, { recipient, content }) => {
    await saveConsent(tx, { personId, recipient, content, attributes }, now)
    return accept(null)
  },
  concerns: ({ personId }) => [personId],
  remembers: ({ recipient, attributes }) => ({ recipient, attributes }),
})

type Withdrawn = { readonly personId: PersonId; readonly given: GivenConsent | null }

export const withdrawConsent = useCase({
  name: 'release.withdraw-consent',
  title: { ja: 'サービスへの同意を取り消す', en: 'Withdraw one’s consent for a service' },
  input: z.strictObject({ recipient: z.string().max(300) }),
  permit: {
    owner: (actor, { personId }: Withdrawn) => actor.kind === 'person' && actor.personId === personId,
  },
  load: async (tx, { recipient }, { actor }): Promise<Withdrawn | null> => {
    if (actor.kind !== 'person') return null
    return { personId: actor.personId, given: await consentGiven(tx, actor.personId, recipient) }
  },
  decide: ({ personId, given }): Result<{ readonly personId: PersonId }, { readonly code: 'consent.none' }> =>
    given === null ? refuse({ code: 'consent.none' }) : accept({ personId }),
  write: async (tx, { personId }, _context, { recipient }) => {
    await removeConsent(tx, personId, recipient)
    return accept(null)
  },
  concerns: ({ personId }) => [personId],
  remembers: ({ recipient }) => ({ recipient }),
})
