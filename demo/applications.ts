/** ● Applications of the sample university, in every state: by the use cases that an applicant, a host and an office call. */
import { csvWriter } from '../src/platform/csv/write.ts'
import { dayOf, type Day } from '../src/kernel/day.ts'
import { stranger, type Actor } from '../src/platform/actor.ts'
import type { System } from '../src/platform/system.ts'
import { act, knownPeople, officerActor, settle, type Known } from './acts.ts'
import { asSessionId } from '../src/kernel/ids.ts'
import { applicants, batchRows, clerk, emeriti, periodOf, type Applicant, type Standing } from './people/applicants.ts'
import { keptMail } from './store.ts'

type Desk = { readonly system: System; readonly today: Day; readonly people: ReadonlyMap<string, Known> }
type Mine = { readonly number: string; readonly secret: string }

/** Everybody who began so many days ago, as far as their story goes. */
export const applyAll = async (system: System, daysAgo: Applicant['daysAgo']): Promise<void> => {
  const desk: Desk = { system, today: dayOf(system.clock.now()), people: await knownPeople(system) }
  for (const applicant of applicants) if (applicant.daysAgo === daysAgo) await applyOne(desk, applicant)
  await settle(system)
  if (daysAgo === 40) await takeBackMistake(system)
  await settle(system)
}

const applyOne = async (desk: Desk, applicant: Applicant): Promise<void> => {
  const { system } = desk
  const mine = await act<Mine>(system, 'admissions.start', {}, stranger)
  const { standing } = applicant
  await act(system, 'admissions.answer', { ...mine, answers: answersOf(desk, applicant) }, stranger)
  await act(system, 'admissions.send-code', mine, stranger)
  await act(system, 'admissions.verify-mail', { ...mine, code: await codeFor(system, applicant.mail) }, stranger)
  if (standing === 'draft') return
  await act(system, 'admissions.submit', mine, stranger)
  if (standing === 'host_asked') return
  const host = applicant.host === undefined ? null : memberActor(desk, applicant.host)
  if (host !== null) await act(system, 'admissions.confirm-as-host', { number: mine.number, answer: 'confirm' }, host)
  if (standing === 'withdrawn') await act(system, 'admissions.withdraw', mine, stranger)
  else await decideOne(system, mine.number, applicant)
}

const answersOf = ({ today, people }: Desk, { family, given, birth, mail, ...applicant }: Applicant) => {
  const hostMail = applicant.host === undefined ? undefined : people.get(applicant.host)?.accounts[0]?.mail
  return {
    status: applicant.status, familyKanji: family.kanji ?? '', givenKanji: given.kanji ?? '', familyKana: family.kana ?? '',
    givenKana: given.kana ?? '', familyRoman: family.roman ?? '', givenRoman: given.roman ?? '', birthDate: birth,
    unitName: applicant.unit, title: '', ...periodOf(today), mail, proof: applicant.proof, hostMail: hostMail ?? '',
  } // prettier-ignore
}

const codeFor = async (system: System, mail: string): Promise<string> => {
  const letters = await keptMail(system.database.read, 500)
  const sent = letters.find(letter => letter.to === mail && /^ {2}\d{6}$/m.test(letter.text))
  return /^ {2}(\d{6})$/m.exec(sent?.text ?? '')?.[1] ?? ''
}

/** A member of the sample, as the pages would know them. */
const memberActor = ({ people }: Desk, slug: string): Actor => {
  const known = people.get(slug)
  const [personId] = known?.personIds ?? []
  const [account] = known?.accounts ?? []
  if (personId === undefined || account === undefined) throw new Error(`the sample has no ${slug} yet`)
  const session = asSessionId('demo-seed')
  return { kind: 'person', personId, accountId: account.id, username: account.username, sessionId: session, roles: new Set() } // prettier-ignore
}

const notes: Readonly<Partial<Record<Standing, string>>> = {
  sent_back: '期間が委嘱状と違っています。委嘱状のとおりに直してください。',
  rejected: '委嘱が取りやめになったと部局から連絡がありました。',
  provisional: '委嘱状の発行が遅れているため',
  lapsed: '委嘱状の発行が遅れているため',
}

const decideOne = async (system: System, number: string, { standing, proof }: Applicant): Promise<void> => {
  const counter = await officerActor(system, 'counter')
  const registrar = await officerActor(system, 'registrar')
  const note = notes[standing] ?? ''
  const seen = { number, document: proof, last4: '', counter: 'main' }
  switch (standing) {
    case 'second':
      return act(system, 'admissions.record-evidence', { ...seen, method: 'call-back' }, counter)
    case 'sent_back':
      return act(system, 'admissions.send-back', { number, note }, counter)
    case 'rejected':
      return act(system, 'admissions.reject', { number, note }, counter)
    case 'provisional':
    case 'lapsed':
      return act(system, 'admissions.admit-provisionally', { number, note, days: standing === 'lapsed' ? 14 : 30 }, registrar) // prettier-ignore
    case 'draft':
    case 'host_asked':
    case 'submitted':
    case 'withdrawn':
      return
    case 'checked':
    case 'admitted':
    case 'voided':
      await act(system, 'admissions.record-evidence', { ...seen, method: 'in-person' }, counter)
      if (standing !== 'checked') await act(system, 'admissions.admit', { number, unitCode: standing === 'admitted' ? 'A30' : '' }, counter) // prettier-ignore
  }
}

/** The professor invites two guests: one has not answered yet, one let the invitation run out. */
export const inviteGuests = async (system: System, mail: string): Promise<void> => {
  const today = dayOf(system.clock.now())
  const desk: Desk = { system, today, people: await knownPeople(system) }
  const { from, lastDay } = periodOf(today)
  const invitation = { name: 'Manekida Kyaku', mail, status: 'foreign-joint', unitName: '理学部', from, lastDay }
  await act(system, 'admissions.invite', invitation, memberActor(desk, 'professor'))
}

/** Somebody was admitted who had applied twice: the registrar takes it back. */
const takeBackMistake = async (system: System): Promise<void> => {
  const letters = await keptMail(system.database.read, 1000)
  const mistaken = applicants.find(({ standing }) => standing === 'voided')
  const letter = letters.find(({ to, text }) => to === mistaken?.mail && /A\d\d-[0-9A-Z]{7}/.test(text))
  const number = /A\d\d-[0-9A-Z]{7}/.exec(letter?.text ?? '')?.[0]
  if (number === undefined) return
  const note = '同じ方の申請が二つありました'
  await act(system, 'admissions.void', { number, note }, await officerActor(system, 'registrar'))
}

const fileOf = (rows: readonly (readonly string[])[]): Uint8Array => {
  const written = csvWriter({ encoding: 'utf-8', delimiter: ',', mark: true }).write(rows)
  if (!written.ok) throw new Error('the sample batch cannot be written')
  return written.value
}

/** The science faculty applies for a clerk, and has read a file of twelve lecturers; personnel brings the emeriti. */
export const bringOthers = async (system: System, today: Day): Promise<void> => {
  const department = await officerActor(system, 'department')
  const unit = 'A30'
  await act(system, 'admissions.apply-batch', { by: 'department', unit, rows: [clerk(today)] }, department)
  await act(system, 'admissions.read-batch', { by: 'department', unit, file: fileOf(batchRows(today)) }, department)
  const registrar = await officerActor(system, 'registrar', 1)
  await act(system, 'admissions.apply-batch', { by: 'personnel', unit: '文学部', rows: emeriti(today) }, registrar)
  await settle(system)
}
