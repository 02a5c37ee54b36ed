/** ● Whom we trust, whichever protocol they speak: listed, and distrusted. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { answer, useCase } from '../../platform/use-case.ts'
import { relyingParties, relyingPartyById, setTrust, type RelyingParty } from '../store/parties.ts'

/** Stops every sign-in and token of a client at once. */
export const distrust = useCase({
  name: 'sso.distrust-client',
  title: { ja: '連携サービスを停止する', en: 'Distrust a client' },
  input: z.strictObject({ clientId: z.string().max(200), reason: z.string().min(3).max(500) }),
  permit: { roles: ['operator'] },
  load: (tx, { clientId }) => relyingPartyById(tx, clientId),
  decide: (party): Result<RelyingParty, { readonly code: 'client.already_distrusted' }> =>
    party.state === 'distrusted' ? refuse({ code: 'client.already_distrusted' }) : accept(party),
  write: async (tx, party, { now }) => {
    await setTrust(tx, party.id, 'distrusted', now)
    return accept(null)
  },
  remembers: ({ clientId }) => ({ client: clientId }),
})

export const listClients = useCase({
  name: 'sso.list-clients',
  title: { ja: '連携サービスを一覧する', en: 'List relying parties' },
  input: z.strictObject({}),
  permit: { roles: ['operator', 'auditor'] },
  load: tx => relyingParties(tx),
  decide: parties => answer(parties),
  write: async (_tx, parties) => accept(parties),
})
