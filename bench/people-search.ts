/**
 * Claim: among 500,000 people the first two characters of a name in kanji, kana or roman letters, or of a number, find
 * people within 100 ms at the 95th percentile, by the use case that the page performs, with its audit entry.
 */
import { perform } from '../src/platform/use-case.ts'
import { findPeople } from '../src/registry/use-cases/people.ts'
import { addCrowd, type Face } from './support/crowd.ts'
import { percentile, remark, row } from './support/row.ts'
import { addSources, contextOf, mustBe, peopleWanted, withBench, type Bench } from './support/world.ts'

const people = peopleWanted(500_000)
const asked = 400

type Form = 'kanji' | 'kana' | 'roman'
const written = (face: Face, form: Form): string => {
  const { family, given } = face.names[0] ?? { family: null, given: null }
  return `${family?.[form] ?? ''}${given?.[form] ?? ''}`
}
const start = (text: string, length: number): string => [...text].slice(0, length).join('')

/** What people type, by kind; each is asked of so many different people. */
const kinds: Readonly<Record<string, (face: Face) => string>> = {
  'kanji-2': face => start(written(face, 'kanji'), 2),
  'kanji-3': face => start(written(face, 'kanji'), 3),
  'kana-2': face => start(written(face, 'kana'), 2),
  'kana-4': face => start(written(face, 'kana'), 4),
  'roman-2': face => start(written(face, 'roman'), 2),
  'roman-6': face => start(written(face, 'roman'), 6),
  'number-2': face => start(face.key, 2),
  number: face => face.key,
  'username-2': face => start(face.username, 2),
  username: face => face.username,
}

const measured = async ({ system, cpu }: Bench, name: string, queries: readonly string[]): Promise<void> => {
  const context = contextOf(system)
  const times: number[] = []
  const before = cpu()
  let found = 0
  for (const query of queries) {
    const began = performance.now()
    found += mustBe(await perform(findPeople, { query }, context)).people.length
    times.push(performance.now() - began)
  }
  const after = cpu()
  const used = (after.node + after.database - before.node - before.database) / queries.length
  row(`search.${name}`, percentile(times, 0.95), 'ms at p95', { p50: percentile(times, 0.5), p99: percentile(times, 0.99) }) // prettier-ignore
  remark(`${name}: ${(found / queries.length).toFixed(1)} found; processor time ${used.toFixed(2)} ms each`)
}

await withBench(async bench => {
  await addSources(bench.system)
  const faces = await addCrowd(bench.system, people, Math.max(1, Math.floor(people / asked)))
  row('search.people', people, 'people')
  for (const [name, typed] of Object.entries(kinds))
    await measured(bench, name, faces.map(typed).filter(query => [...query].length >= 2)) // prettier-ignore
})
