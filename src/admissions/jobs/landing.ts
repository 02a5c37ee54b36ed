/**
 * ● An admitted application becomes a row of the source `admissions`, taken in like any office's file: same checks, same
 * matching, same match cases, same undo. Nothing here writes a person.
 */
import { accept, refuse, type Result } from '../../kernel/result.ts'
import {
  personsOf,
  affiliationsOf,
  importFile,
  likelyPersons,
  personByKey,
  readSource,
  saveSource,
  usualBrake,
} from '../../registry/index.ts'
import type { Affiliation, FieldProblem, Likely, ReadRow, SourceDefinition, SourceRow } from '../../registry/index.ts'
import type { Db, Tx } from '../../platform/database.ts'
import type { JobHandler } from '../../platform/job.ts'
import type { System } from '../../platform/system.ts'
import type { Vault } from '../../platform/vault.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { AnswerName } from '../answers.ts'
import { endOf, type Application, type Landing } from '../application.ts'
import { appliedStatuses, hostStatuses } from '../statuses.ts'
import { byNumber } from '../store/applications.ts'
import { saveLanding } from '../store/changes.ts'
import type { Unreadable } from '../submission.ts'

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

/** What the registry is told of an application. */
type Told = Pick<
  Application,
  'number' | 'answers' | 'state' | 'continues' | 'unitCode' | 'countsUntil' | 'hostlessUntil'
>

const cellsOf = (application: Told, hostKey: string | null): readonly string[] => {
  const { answers, state } = application
  const values: Readonly<Record<string, string | null | undefined>> = {
    ...answers,
    key: application.number,
    previousKey: application.continues,
    until: endOf(application),
    unitCode: application.unitCode,
    hostKey,
    voided: state === 'voided' ? 'true' : 'false',
    provisional: state === 'provisional' || state === 'lapsed' ? 'true' : 'false',
    mail: (answers.mail ?? '').toLowerCase(),
  }
  return fields.map(field => values[field] ?? '')
}

const lineOf = (cells: readonly string[]): string =>
  `${cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`

/** The row of an application; `turn` makes each handing-over a file of its own. */
export const rowOf = (application: Told, hostKey: string | null, turn: number): Buffer =>
  Buffer.from(lineOf([...fields, 'turn']) + lineOf([...cellsOf(application, hostKey), String(turn)]), 'utf8')

/** Reads applications by the registry's own reader, before anyone decides: each row, or the field it cannot read. */
export const readByRegistry = async (applications: readonly Told[]): Promise<readonly Read[]> => {
  const text = lineOf(fields) + applications.map(one => lineOf(cellsOf(one, null))).join('')
  const rows: SourceRow[] = []
  for await (const batch of readSource(admissionsSource, [Buffer.from(text, 'utf8')]))
    if (batch.ok) rows.push(...batch.value)
  const byLine = new Map(rows.map(row => [row.line, row]))
  return applications.map((_, at) => readOf(byLine.get(at + 2)))
}

export type Read =
  | { readonly ok: true; readonly row: ReadRow }
  | { readonly ok: false; readonly field: AnswerName; readonly reason: FieldProblem | 'unreadable' }

const readOf = (row: SourceRow | undefined): Read => {
  if (row?.ok === true) return { ok: true, row: { key: row.key, values: row.values } }
  return {
    ok: false,
    field: (row?.header ?? 'familyRoman') as AnswerName,
    reason: (row?.reason ?? 'unreadable') as FieldProblem | 'unreadable',
  }
}

/** Whether the registry can read what was answered. */
export const readable = async (application: Told): Promise<Result<null, Unreadable>> => {
  const [read] = await readByRegistry([application])
  return read?.ok === true
    ? accept(null)
    : refuse({ code: 'admissions.unreadable', field: read?.field ?? 'familyRoman' })
}

/** Whom these applications would mean, by the registry's own matching; those it cannot read mean nobody. */
export const meantBy = async (db: Db | Tx, vault: Vault, applications: readonly Told[]): Promise<readonly Likely[]> => {
  const read = await readByRegistry(applications)
  const rows = read.flatMap(one => (one.ok ? [one.row] : []))
  return likelyPersons(db, vault, { definition: admissionsSource, rows })
}

/** The host's number in the personnel file, by which the registry knows them. */
export const hostKeyOf = async (db: Db, host: PersonId | null): Promise<string | null> => {
  if (host === null) return null
  const affiliations = (await affiliationsOf(db, [host])).get(host) ?? []
  return affiliations.find(isHosting)?.sourceKey ?? null
}

const isHosting = ({ status, state }: Affiliation): boolean =>
  hostStatuses.has(status) && (state === 'active' || state === 'on_leave')

/** Whether somebody may answer for guests today. */
export const mayHost = async (db: Db | Tx, person: PersonId): Promise<boolean> => {
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
    const person = await personOf(system.database.read, number)
    await system.database.transact(tx => saveLanding(tx, application.id, { landing, person }))
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
export const personOf = (db: Db | Tx, number: string): Promise<PersonId | null> => personByKey(db, sourceCode, number)

/** How a landed application stands now: a settled match case shows at once. */
export const landingNow = async (db: Db, application: Pick<Application, 'landing' | 'number'>): Promise<Landing> => {
  if (application.landing !== 'case') return application.landing
  return (await personOf(db, application.number)) === null ? 'case' : 'landed'
}
