/** ● What people must sign in with before a service is told of them, whatever it asks itself. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { useCase } from '../../platform/use-case.ts'
import { minimumClasses, type MinimumClass } from '../relying-party.ts'
import { relyingPartyById, setMinimumClass, type RelyingParty } from '../store/parties.ts'

/** The choice on pages and the command line that asks for nothing. */
export const anyClass = 'any'

type Decided = { readonly party: RelyingParty; readonly minimum: MinimumClass | null }

/** Takes effect at the next sign-in to the service; sessions that the service has are its own. */
export const setMinimum = useCase({
  name: 'sso.set-minimum-class',
  title: { ja: 'サービスに必要な認証の強さを決める', en: 'Set how strong a sign-in a service needs' },
  input: z.strictObject({
    clientId: z.string().max(300),
    minimum: z.enum([anyClass, ...minimumClasses]),
  }),
  permit: { roles: ['operator'] },
  load: (tx, { clientId }) => relyingPartyById(tx, clientId),
  decide: (party, input): Result<Decided, { readonly code: 'minimum.already_so' }> => {
    const minimum = input.minimum === anyClass ? null : input.minimum
    return party.minimumClass === minimum ? refuse({ code: 'minimum.already_so' }) : accept({ party, minimum })
  },
  write: async (tx, { party, minimum }) => {
    await setMinimumClass(tx, party.id, minimum)
    return accept(null)
  },
  remembers: ({ clientId, minimum }) => ({ client: clientId, minimum }),
})
