/** Handing an application in, and withdrawing it. */
import { z } from 'zod'
import { dayOf } from '../../kernel/day.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { accept, type Result } from '../../kernel/result.ts'
import { actorLabel } from '../../platform/actor.ts'
import type { Tx } from '../../platform/database.ts'
import { parseAddress } from '../../platform/mail/address.ts'
import { sendMail } from '../../platform/mail.ts'
import { useCase, type Context } from '../../platform/use-case.ts'
import { personByIdentifier } from '../../registry/index.ts'
import { step, type Application, type State, type StepRefusal } from '../application.ts'
import { mayHost, readable } from '../jobs/landing.ts'
import { letter, nameIn } from '../mails.ts'
import { move } from '../store/changes.ts'
import { decideSubmit, type Submitting } from '../submission.ts'
import { titles } from '../text/title-text.ts'
import { loadMine, mine } from './own.ts'
import { tell } from './telling.ts'

export const submit = useCase({
  name: 'admissions.submit',
  title: titles.submit,
  input: z.strictObject(mine),
  permit: { anyone: true },
  load: async (tx, input, context): Promise<Submitting | null> => {
    const application = await loadMine(tx, input, context)
    if (application === null) return null
    return {
      application,
      host: application.host ?? (await hostNamed(tx, application.answers.hostMail)),
      read: await readable(application),
    }
  },
  decide: (submitting, _input, { now }) => decideSubmit(submitting, dayOf(now)),
  write: async (tx, { application, host, to }, context): Promise<Result<{ readonly state: State }, never>> => {
    const { now, actor } = context
    const action = to === 'host_asked' ? 'ask_host' : 'submit'
    await move(tx, { application, action, to, actor: actorLabel(actor), host }, now)
    await tell(tx, { application, name: 'received' }, context)
    if (to === 'host_asked') await askHost(tx, { ...application, host }, context)
    return accept({ state: to })
  },
  remembers: (input, output) => ({ application: input.number, state: output?.state }),
})

/** The member whose university address was named, if they may answer for guests; the applicant is not told whether. */
export const hostNamed = async (tx: Tx, mail: string | undefined): Promise<PersonId | null> => {
  const address = parseAddress(mail ?? '')
  if (!address.ok) return null
  const person = await personByIdentifier(tx, 'mail', address.value)
  return person !== null && (await mayHost(tx, person)) ? person : null
}

/** Written to only where the address is a member's own: nobody can make us write to a stranger. */
const askHost = async (tx: Tx, application: Application, { system, now }: Context): Promise<void> => {
  const address = parseAddress(application.answers.hostMail ?? '')
  if (application.host === null || !address.ok) return
  const name = nameIn(application)
  const link = `${system.baseUrl}/my/invitations`
  const words = letter('hostAsked', { nameJa: name.ja, nameEn: name.en, number: application.number, link })
  await sendMail(tx, { address: address.value, ...words, purpose: 'admissions.host-asked', personId: application.host }, now) // prettier-ignore
}

export const withdraw = useCase({
  name: 'admissions.withdraw',
  title: titles.withdraw,
  input: z.strictObject(mine),
  permit: { anyone: true },
  load: (tx, input, context) => loadMine(tx, input, context),
  decide: (application): Result<{ application: Application; to: State }, StepRefusal> => {
    const to = step(application.state, 'withdraw')
    return to.ok ? accept({ application, to: to.value }) : to
  },
  write: async (tx, { application, to }, context): Promise<Result<{ readonly state: State }, never>> => {
    await move(tx, { application, action: 'withdraw', to, actor: actorLabel(context.actor) }, context.now)
    // An address that never answered a code may be anybody's.
    if (application.mailVerifiedAt !== null) await tell(tx, { application, name: 'withdrawn' }, context)
    return accept({ state: to })
  },
  remembers: input => ({ application: input.number }),
})
