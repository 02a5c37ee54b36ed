/** The contact address answers a mailed code. A wrong try is counted, and five end the code. */
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { parseAddress } from '../../platform/mail/address.ts'
import { sendMail } from '../../platform/mail.ts'
import { useCase } from '../../platform/use-case.ts'
import type { Vault } from '../../platform/vault.ts'
import { isOpenToApplicant, type Application } from '../application.ts'
import { letter } from '../mails.ts'
import { newCode } from '../secret.ts'
import * as store from '../store/changes.ts'
import { countAct } from '../store/evidence.ts'
import { titles } from '../text/title-text.ts'
import { flood, linkOf, loadMine, mine, type Closed, type Flood } from './own.ts'

/** How often in an hour to one address, and in all for one application. */
const codesPerAddress = 5
const codesPerApplication = 10
const codeMinutes = 30
const triesPerCode = 5

type NoAddress = { readonly code: 'admissions.no_address' }

export const sendCode = useCase({
  name: 'admissions.send-code',
  title: titles.sendCode,
  input: z.strictObject(mine),
  permit: { anyone: true },
  load: async (tx, input, context) => {
    const application = await loadMine(tx, input, context)
    if (application === null) return null
    const print = context.system.vault.fingerprint('admissions.mail', (application.answers.mail ?? '').toLowerCase())
    return { application, count: await countAct(tx, print, context.now) }
  },
  decide: ({
    application,
    count,
  }): Result<{ application: Application; address: string }, Flood | NoAddress | Closed> => {
    if (!isOpenToApplicant(application.state)) return refuse({ code: 'admissions.closed' })
    const address = parseAddress(application.answers.mail ?? '')
    if (!address.ok) return refuse({ code: 'admissions.no_address' })
    if (count > codesPerAddress || application.codesSent >= codesPerApplication) return refuse(flood)
    return accept({ application, address: address.value })
  },
  write: async (
    tx,
    { application, address },
    { system, now },
    input,
  ): Promise<Result<{ readonly number: string }, never>> => {
    const code = newCode()
    const until = new Date(now.getTime() + codeMinutes * 60_000)
    await store.saveCode(tx, application.id, printOf(system.vault, application.id, code), until)
    const words = letter('code', {
      code,
      number: application.number,
      minutes: String(codeMinutes),
      link: linkOf(system, input.secret),
    })
    await sendMail(tx, { address, ...words, purpose: 'admissions.code', personId: null }, now)
    return accept({ number: application.number })
  },
  remembers: input => ({ application: input.number }),
  quietRefusals: ['admissions.too_many'],
})

const printOf = (vault: Vault, id: string, code: string): Buffer =>
  vault.fingerprint('admissions.code', `${id}:${code}`)

export const verifyMail = useCase({
  name: 'admissions.verify-mail',
  title: titles.verifyMail,
  input: z.strictObject({ ...mine, code: z.string().max(40) }),
  permit: { anyone: true },
  load: (tx, input, context) => loadMine(tx, input, context),
  decide: (application): Result<Application, Closed> =>
    isOpenToApplicant(application.state) ? accept(application) : refuse({ code: 'admissions.closed' }),
  // A wrong try is counted and must stay counted, so it is an answer and not a refusal that undoes.
  write: async (tx, application, { system, now }, input): Promise<Result<{ readonly verified: boolean }, Closed>> => {
    if (isRight(system.vault, application, input.code.replace(/\D/g, ''), now)) {
      await store.saveVerified(tx, application.id, now)
      return accept({ verified: true })
    }
    await store.countCodeTry(tx, application.id)
    return accept({ verified: false })
  },
  remembers: (input, output) => ({ application: input.number, verified: output?.verified }),
})

const isRight = (vault: Vault, { id, code }: Application, typed: string, now: Date): boolean =>
  code !== null &&
  code.until > now &&
  code.tries < triesPerCode &&
  timingSafeEqual(code.print, printOf(vault, id, typed))
