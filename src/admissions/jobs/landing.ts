/**
 * ● An admitted application becomes a row of the source `admissions`, taken in like any office's file: same checks, same
 * matching, same match cases, same undo. Nothing here writes a person.
 */
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { addDays, earlier, type Day } from '../../kernel/day.ts'
import {
  personsOf,
  affiliationsOf,
  importFile,
  personByKey,
  readSource,
  saveSource,
  usualBrake,
} from '../../registry/index.ts'
import type { Affiliation, SourceDefinition } from '../../registry/index.ts'
import type { Db } from '../../platform/database.ts'
import type { JobHandler } from '../../platform/job.ts'
import type { System } from '../../platform/system.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { AnswerName } from '../answers.ts'
import type { Application, Landing } from '../application.ts'
import { appliedStatuses, hostStatuses } from '../statuses.ts'
import { byNumber, saveLanding } from '../store/applications.ts'

export const sourceCode = 'admissions'
export const landJob = 'admissions.land'

const fields = [
  'key', 'previousKey', 'familyKanji', 'givenKanji', 'familyKana', 'givenKana', 'familyRoman', 'givenRoman',
  'usualFamilyKanji', 'usualGivenKanji', 'usualFamilyRoman', 'usualGivenRoman', 'birthDate', 'status', 'unitCode', 'unitName',
  'title', 'from', 'until', 'mail', 'hostKey', 'voided', 'provisional',
] as const // prettier-ignore

/** Applications as a source. The counter saw the papers and the address answered a code, so the office vouches. */
export const admissionsSource: SourceDefinition = {
  id: sourceCode,
  kind: 'manual',
  format: { encoding: 'utf-8', delimiter: ',' },
  columns: Object.fromEntries(fields.map(field => [field, field])),
  statuses: Object.fromEntries(appliedStatuses.map(({ code }) => [code, code])),
  keyShape: { characters: 'letters-and-digits', min: 11, max: 11 },
  keyNames: 'paper',
  vouchedBy: 'office',
  endsOn: 'day-after',
  required: ['birthDate', 'from'],
}

/** The row of an application; `turn` makes each handing-over a file of its own. */
export const rowOf = (application: Application, hostKey: string | null, turn: number): Buffer => {
  const { answers, state } = application
  const asked = answers.lastDay === undefined || answers.lastDay === '' ? null : addDays(answers.lastDay as Day, 1)
  const { countsUntil } = application
  const until = countsUntil === null ? asked : asked === null ? countsUntil : earlier(asked, countsUntil)
  const values: Readonly<Record<string, string | null | undefined>> = {
    ...answers,
    key: application.number,
    previousKey: application.continues,
    until,
    unitCode: application.unitCode,
    hostKey,
    voided: state === 'voided' ? 'true' : 'false',
    provisional: state === 'provisional' || state === 'lapsed' ? 'true' : 'false',
    mail: (answers.mail ?? '').toLowerCase(),
  }
  const line = (cells: readonly string[]): string =>
    `${cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`
  return Buffer.from(
    line([...fields, 'turn']) + line([...fields.map(field => values[field] ?? ''), String(turn)]),
    'utf8',
  )
}

export type Unreadable = { readonly code: 'admissions.unreadable'; readonly field: AnswerName }

/** Whether the registry can read what was answered, asked of its own reader before anyone decides. */
export const readable = async (application: Application): Promise<Result<null, Unreadable>> => {
  for await (const batch of readSource(admissionsSource, [rowOf(application, null, 0)])) {
    const bad = batch.ok ? batch.value.find(row => !row.ok) : undefined
    if (bad !== undefined && !bad.ok)
      return refuse({ code: 'admissions.unreadable', field: (bad.header ?? 'familyRoman') as AnswerName })
    if (!batch.ok) return refuse({ code: 'admissions.unreadable', field: 'familyRoman' })
  }
  return accept(null)
}

/** The host's number in the personnel file, by which the registry knows them. */
export const hostKeyOf = async (db: Db, host: PersonId | null): Promise<string | null> => {
  if (host === null) return null
  const affiliations = (await affiliationsOf(db, [host])).get(host) ?? []
  return affiliations.find(isHosting)?.sourceKey ?? null
}

export const isHosting = ({ status, state }: Affiliation): boolean =>
  hostStatuses.has(status) && (state === 'active' || state === 'on_leave')

/** Whether somebody may answer for guests today. */
export const mayHost = async (db: Db, person: PersonId): Promise<boolean> => {
  const known = await personsOf(db, [person])
  return known.size > 0 && ((await affiliationsOf(db, [person])).get(person) ?? []).some(isHosting)
}

const landings: Readonly<Record<string, Landing>> = { doubt: 'case', quarantine: 'refused' }

/** Hands one application to the registry. Doing it twice is harmless: the same row changes nothing. */
export const landApplication: JobHandler = {
  kind: landJob,
  run: async (system, payload) => {
    const number = typeof payload['number'] === 'string' ? payload['number'] : ''
    const application = await byNumber(system.database.read, system.vault, number)
    if (application === null || application.landing === 'none') return
    await ensureSource(system)
    const hostKey = await hostKeyOf(system.database.read, application.host)
    const file = rowOf(application, hostKey, application.landings + 1)
    const taken = await importFile(system, {
      source: sourceCode,
      file,
      mode: 'delta',
      actor: { kind: 'system', name: 'admissions' },
    })
    // Another import is at work, or the registry moved meanwhile: the job comes back.
    if (!taken.ok) throw new Error(`the registry did not take the application: ${taken.refusal.code}`)
    const verdict = Object.entries(taken.value.counts).find(
      ([name, count]) => count > 0 && Object.hasOwn(landings, name),
    )
    const landing = verdict === undefined ? 'landed' : (landings[verdict[0]] ?? 'landed')
    await system.database.transact(tx => saveLanding(tx, application.id, landing))
  },
}

const ensureSource = async ({ database, clock }: System): Promise<void> => {
  const { id, kind, ...layout } = admissionsSource
  await database.transact(tx =>
    saveSource(
      tx,
      {
        code: id,
        name: { ja: '利用申請', en: 'Applications' },
        kind,
        trust: 40,
        layout,
        mode: 'delta',
        brake: usualBrake,
        missingAfter: 30,
      },
      clock.now(),
    ),
  )
}

/** Whom an application became, once the registry knows: a settled match case shows here too. */
export const personOf = (db: Db, number: string): Promise<PersonId | null> => personByKey(db, sourceCode, number)
