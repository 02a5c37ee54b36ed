/**
 * Golden tables: what the system is, on pages that are reviewed like code. Verifies them; with --write, writes them.
 *
 * test/tables/{permissions.txt,routes.txt,transitions.md} come from what the modules export, schema.sql from a freshly
 * migrated database, and the state diagrams in the module READMEs from the state tables.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { modules } from '../src/app/modules.ts'
import { routes } from '../src/app/routes.ts'
import { testDatabase } from '../test/support/database.ts'
import { withDiagrams } from './golden/diagrams.ts'
import { readSchema, type Schema } from './golden/schema.ts'
import { schemaPage, unexplained } from './golden/schema-page.ts'
import { permissionTable, routeTable, transitionTables } from './golden/tables.ts'
import { report } from './report.ts'
import type { Problem } from './source.ts'

/** What a freshly migrated database says of itself. */
const migratedSchema = async (): Promise<Schema> => {
  const { url, drop } = await testDatabase()
  try {
    return await readSchema(url)
  } finally {
    await drop()
  }
}

/** The app's own addresses beside those of the modules. */
const ownRoutes = {
  name: 'app',
  routes: routes.filter(route => !modules.some(module => module.routes.includes(route))),
}

/** Each golden page, by its path. */
const pages = (schema: Schema): Readonly<Record<string, string>> => ({
  'schema.sql': schemaPage(schema),
  'test/tables/permissions.txt': permissionTable(modules),
  'test/tables/routes.txt': routeTable([ownRoutes, ...modules]),
  'test/tables/transitions.md': transitionTables(modules),
  ...Object.fromEntries(
    globSync('src/*/README.md').map(path => {
      const machines = modules.find(({ name }) => path === `src/${name}/README.md`)?.machines ?? {}
      return [path, withDiagrams(readFileSync(path, 'utf8'), machines)]
    }),
  ),
})

const readOrEmpty = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')

/** Where a page first differs from what the system is. */
const difference = (path: string, wanted: string): readonly Problem[] => {
  const [found, lines] = [readOrEmpty(path).split('\n'), wanted.split('\n')]
  const at = Math.max(found.length, lines.length)
  const line = Array.from({ length: at }, (_, index) => index).find(index => found[index] !== lines[index])
  if (line === undefined) return []
  const says = `says "${found[line] ?? ''}" where it is "${lines[line] ?? ''}": review what node tools/golden.ts --write changes`
  return [{ path, line: line + 1, says }]
}

const schema = await migratedSchema()
const golden = Object.entries(pages(schema))
if (process.argv.includes('--write'))
  for (const [path, page] of golden) {
    mkdirSync(dirname(path), { recursive: true })
    if (readOrEmpty(path) !== page) writeFileSync(path, page)
  }
report(`${String(golden.length)} pages`, [
  ...golden.flatMap(([path, page]) => difference(path, page)),
  ...unexplained(schema).map(name => ({ path: 'schema.sql', line: 1, says: `${name} has no comment` })),
])
