/** Rules 1 to 6 of ARCHITECTURE.md and "What we do not write" of CONTRIBUTING.md, enforced on the source text. */
import { globSync, readFileSync } from 'node:fs'
import { dryFiles, dryImports, noCycles, upwardsOnly } from './boundaries/imports.ts'
import { migrationsStayHome } from './boundaries/migrations.ts'
import { oversized, type Size } from './boundaries/sizes.ts'
import { fewTransactions, oneWriter, sqlInStores } from './boundaries/sql.ts'
import { plainWords, tellingNames } from './boundaries/words.ts'
import { effectsByTheDoor, oneDoorEach } from './boundaries/world.ts'
import { strangerIn } from './house.ts'
import { type Problem, readSources, type Source } from './source.ts'
import { report } from './report.ts'

/** Every rule that looks at one file at a time. */
const rules: readonly ((source: Source, dry: ReadonlySet<string>) => readonly Problem[])[] = [
  upwardsOnly,
  dryImports,
  oneDoorEach,
  effectsByTheDoor,
  sqlInStores,
  oneWriter,
  fewTransactions,
  plainWords,
  ({ path }) => tellingNames(path),
  ({ path }) => (strangerIn(path) ? [{ path, line: 1, says: 'this module has no rank in tools/house.ts' }] : []),
]

export const checkBoundaries = (sources: readonly Source[]): readonly Problem[] => {
  const dry = dryFiles(sources)
  return [...sources.flatMap(source => rules.flatMap(rule => rule(source, dry))), ...noCycles(sources)]
}

const inWords = ({ path, line, says, size, limit }: Size): string =>
  `  ${path}:${String(line)}  ${String(size)} ${says} (${String(limit)})`

if (import.meta.main) {
  const sources = readSources('{src,demo,test,tools,bench}/**/*.ts')
  const migrations = globSync('migrations/*.sql').sort()
  const sizes = oversized(sources)
  if (sizes.length > 0) console.log(`${String(sizes.length)} larger than they should be; the worst:`)
  for (const size of sizes.slice(0, 10)) console.log(inWords(size))
  report(`${String(sources.length)} files, ${String(migrations.length)} migrations`, [
    ...checkBoundaries(sources),
    ...migrations.flatMap(path => migrationsStayHome(path, readFileSync(path, 'utf8'))),
  ])
}
