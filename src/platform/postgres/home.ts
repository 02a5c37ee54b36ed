/**
 * The folder of the embedded database, `DATA_DIR/postgres`: the cluster, its password (0600) and its socket.
 *
 * It is made whole or not at all: initdb works in a folder of another name, which is renamed when it is complete.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { chmodSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { randomText, randomToken } from '../random.ts'
import { choosePrivilege, handOver, type Machine, type Privilege } from './privilege.ts'
import type { Programs } from './programs.ts'
import { errorCode, explainFailure, explainFileError, noWayToRun, type DatabaseRefusal } from './refusal.ts'

export type Home = {
  readonly folder: string
  readonly cluster: string
  readonly passwordFile: string
  readonly socketFolder: string // where the server listens; the same at every start, so that addresses stay true
}

export const user = 'sekimori'
export const database = 'sekimori'
export const port = 5432 // only part of the socket's name: nothing listens on the network
const longestSocketPath = 107 // bytes, sockaddr_un of Linux
const leftoverAgeMs = 600_000

/** Where everything of the embedded database lies. */
export const homeIn = (dataDir: string): Home => {
  const folder = join(resolve(dataDir), 'postgres')
  const near = join(folder, 'run')
  const fits = Buffer.byteLength(join(near, `.s.PGSQL.${port}`)) <= longestSocketPath
  const far = join('/tmp', `sekimori-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
  return {
    folder,
    cluster: join(folder, 'cluster'),
    passwordFile: join(folder, 'password'),
    socketFolder: fits ? near : far,
  }
}

/** The version that made the cluster; null where there is none yet; refused where something else lies there. */
export const madeBy = (home: Home): Result<number | null, DatabaseRefusal> => {
  try {
    if (namesIn(home.folder).length === 0) return accept(null)
    const made = Number.parseInt(readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8'), 10)
    readFileSync(home.passwordFile)
    return Number.isInteger(made) ? accept(made) : refuse({ code: 'database.not_ours', folder: home.folder })
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return refuse({ code: 'database.not_ours', folder: home.folder })
    return refuseFile(error, home.folder)
  }
}

export type Making = {
  readonly home: Home
  readonly programs: Programs
  readonly machine: Machine
  readonly durable: boolean
}

/** Makes the cluster. When another process was quicker, its work stands and ours is thrown away. */
export const makeHome = (making: Making): Result<null, DatabaseRefusal> => {
  const { home } = making
  const parent = dirname(home.folder)
  try {
    makeFolder(parent)
    const draft = `${home.folder}.making-${process.pid}-${randomText(8, 'abcdefghjkmnpqrstvwxyz')}`
    mkdirSync(draft, { mode: 0o700 })
    try {
      const made = makeDraft(making, draft)
      if (!made.ok) return made
      if (making.durable) [draft, parent].forEach(syncFolder)
      renameUnlessTaken(draft, home.folder)
      if (making.durable) syncFolder(parent)
    } finally {
      rmSync(draft, { recursive: true, force: true })
    }
    return accept(null)
  } catch (error) {
    return refuseFile(error, parent)
  }
}

/** Makes the socket's folder if need be; one that someone else prepared under our name is refused. */
export const makeSocketFolder = (home: Home, owner: number | null): Result<null, DatabaseRefusal> => {
  try {
    mkdirSync(home.socketFolder, { recursive: true, mode: 0o700 })
    const found = lstatSync(home.socketFolder)
    const ours = [owner, process.getuid?.() ?? null].includes(found.uid)
    if (!found.isDirectory() || !ours) return refuse({ code: 'database.not_ours', folder: home.socketFolder })
    if (owner !== null) handOver(home.socketFolder, owner)
    chmodSync(home.socketFolder, 0o700)
    return accept(null)
  } catch (error) {
    return refuseFile(error, home.socketFolder)
  }
}

const makeDraft = ({ home, programs, machine, durable }: Making, draft: string): Result<null, DatabaseRefusal> => {
  const passwordFile = join(draft, 'password')
  writeFileSync(passwordFile, randomToken(192), { mode: 0o600 })
  for (const name of ['cluster', 'run']) mkdirSync(join(draft, name), { mode: 0o700 })
  const privilege = choosePrivilege(machine, join(programs.bin, 'postgres'), draft)
  if (privilege === null) return refuse(noWayToRun(home.folder))
  const [program = '', ...rest] = initdbCommand(privilege, programs, {
    cluster: join(draft, 'cluster'),
    passwordFile,
    durable,
  })
  const { status, stdout, stderr } = spawnSync(program, rest, { env: machine.environment, encoding: 'utf8' })
  if (status === 0) return accept(null)
  const { bavail, bsize } = statfsSync(draft)
  if (bavail * bsize < 1_000_000) return refuse({ code: 'database.disk_full', folder: home.folder })
  return refuse(explainFailure(`${stdout}\n${stderr}`, home.folder))
}

type Initdb = { readonly cluster: string; readonly passwordFile: string; readonly durable: boolean }

const initdbCommand = (privilege: Privilege, programs: Programs, wish: Initdb): readonly string[] => [
  ...privilege.prefix,
  join(programs.bin, 'initdb'),
  `--pgdata=${wish.cluster}`,
  `--username=${user}`,
  `--pwfile=${wish.passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--no-instructions',
  ...(programs.major >= 17
    ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    : ['--locale=C.UTF-8']),
  ...(wish.durable ? [] : ['--no-sync']),
]

const renameUnlessTaken = (draft: string, folder: string): void => {
  try {
    renameSync(draft, folder)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw error
  }
}

/** Removes what starts that were killed have left. A draft of a living process is younger than ten minutes. */
export const removeLeftovers = (home: Home, now: Date): void => {
  const parent = dirname(home.folder)
  try {
    for (const name of namesIn(parent).filter(one => one.startsWith('postgres.making-'))) {
      const path = join(parent, name)
      const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
      const pid = Number(name.split('-')[1])
      const working = isAlive(pid) && now.getTime() - made < leftoverAgeMs
      if (!working) rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    }
  } catch (error) {
    if (explainFileError(error, parent) === null) throw error // else the start itself meets it and says so
  }
}

/** Makes a folder and those above it. (The recursive mkdir of Node calls a read-only disk ENOENT.) */
const makeFolder = (path: string): void => {
  try {
    mkdirSync(path, { mode: 0o711 })
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && statSync(path).isDirectory()) return
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error
    makeFolder(dirname(path))
    makeFolder(path)
  }
}

/** Whether a process of this number exists, whoever's it is. */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** A refusal for an expected error of the file system; anything else is thrown on. */
const refuseFile = (error: unknown, folder: string): Result<never, DatabaseRefusal> => {
  const refusal = explainFileError(error, folder)
  if (refusal === null) throw error
  return refuse(refusal)
}
