/** What matching made of generated files, against the truth about which rows are one human being. */
import { createReadStream } from 'node:fs'
import { rows, sql, type Db } from '../../src/platform/database.ts'
import { csvReader } from '../../src/platform/csv/csv.ts'

export type Judged = {
  readonly rows: number
  /** Rows that the machine gave to a person who has rows of somebody else. */
  readonly falseMerges: number
  /** Rows of somebody whom another row had brought. */
  readonly truePairs: number
  /** Of these: given to that person by the machine. */
  readonly automatic: number
  /** Of these: shown to a human beside that person. */
  readonly asked: number
  /** Cases in which none of those shown is the same human being. */
  readonly needless: number
}

type Told = {
  readonly source: string
  readonly key: string
  readonly person_id: string | null
  readonly candidates: readonly { readonly id: string }[] | null
}

/** Reads every record of the registry with its person, or with those whom an open case names. */
export const judgeMatching = async (db: Db, truthFile: string): Promise<Judged> => {
  const truth = await readTruth(truthFile)
  const told = await rows<Told>(
    db,
    sql`select k.source, k.key, k.person_id, c.candidates from registry.record k
          left join registry.match_case c on c.record_id = k.id and c.state = 'open' order by k.id`,
  )
  const humanOf = (row: Told): string => truth.get(`${row.source}/${row.key}`) ?? `unknown ${row.source}/${row.key}`
  const personsOf = new Map<string, Map<string, number>>() // human → the persons that stand for them, with their rows
  const humansOf = new Map<string, Map<string, number>>() // person → the humans whose rows they have
  const certain = told.filter(row => row.person_id !== null)
  for (const row of certain) {
    count(personsOf, humanOf(row), row.person_id ?? '')
    count(humansOf, row.person_id ?? '', humanOf(row))
  }
  const cases = told.filter(row => row.person_id === null)
  const shown = cases.filter(row => row.candidates?.some(({ id }) => personsOf.get(humanOf(row))?.has(id) === true))
  const alone = cases.filter(row => !personsOf.has(humanOf(row)))
  return {
    rows: told.length,
    falseMerges: sum([...humansOf.values()].map(humans => sum([...humans.values()]) - Math.max(...humans.values()))),
    truePairs: certain.length - personsOf.size + cases.length - new Set(alone.map(humanOf)).size,
    automatic: sum([...personsOf.values()].map(persons => sum([...persons.values()]) - persons.size)),
    asked: shown.length,
    needless: cases.length - shown.length,
  }
}

const count = (groups: Map<string, Map<string, number>>, group: string, member: string): void => {
  const members = groups.get(group) ?? new Map<string, number>()
  groups.set(group, members.set(member, (members.get(member) ?? 0) + 1))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Source and key of each row → the human being. */
export const readTruth = async (path: string): Promise<ReadonlyMap<string, string>> => {
  const reader = csvReader({ encoding: 'utf-8', delimiter: ',' })
  const truth = new Map<string, string>()
  const take = (batch: ReturnType<typeof reader.push>): void => {
    if (!batch.ok) throw new Error(batch.refusal.code)
    for (const row of batch.value.rows)
      if (row.is === 'row') truth.set(`${row.cells[0] ?? ''}/${row.cells[1] ?? ''}`, row.cells[2] ?? '')
  }
  for await (const chunk of createReadStream(path)) take(reader.push(chunk as Uint8Array))
  take(reader.end())
  return truth
}
