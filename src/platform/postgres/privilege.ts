/**
 * Decides as whom PostgreSQL runs, since it refuses to run as root, and makes it end when we end.
 *
 * As root it runs in a user namespace of its own, where the same folders stay reachable; where the machine forbids
 * that (the default of Docker) it runs as uid 65534. `setpriv --pdeathsig` sends it SIGINT, a clean and quick stop,
 * when the thread that started it dies, even by `kill -9`: start it from the main thread.
 */
import { lchownSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { succeeds } from './programs.ts'

export type Privilege = {
  readonly owner: number | null // the uid the data must belong to; null: whoever we are
  readonly prefix: readonly string[] // put before every program
}

export type Machine = {
  readonly root: boolean
  readonly namespaces: 'allowed' | 'forbidden'
  readonly environment: Readonly<Record<string, string>>
}

const nobody = 65_534
const untilWeEnd = ['setpriv', '--pdeathsig', 'INT']
const inNamespace = ['unshare', '--user', ...untilWeEnd]
const asNobody = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups']
const withoutPowers = [...untilWeEnd, ...asNobody, '--inh-caps=-all']
/** May pass through folders that only root may enter, as the namespace can; nothing else. */
const pastFolders = [...untilWeEnd, ...asNobody, '--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override']

/** The ways PostgreSQL may run for whoever we are, the preferred first. Pure. */
export const waysToRun = ({ root, namespaces }: Omit<Machine, 'environment'>): readonly Privilege[] => {
  if (!root)
    return [
      { owner: null, prefix: untilWeEnd },
      { owner: null, prefix: inNamespace }, // a user without a name, as in some containers, has one there
      { owner: null, prefix: [] },
    ]
  const apart = { owner: nobody, prefix: withoutPowers }
  const apartPastFolders = { owner: nobody, prefix: pastFolders }
  return namespaces === 'allowed'
    ? [{ owner: 0, prefix: inNamespace }, apart, apartPastFolders]
    : [apart, apartPastFolders]
}

/**
 * The first way that works here for this program and folder, after handing the folder to it; null when none does.
 * Only to be asked while nothing runs in the folder.
 */
export const choosePrivilege = (machine: Machine, postgres: string, folder: string): Privilege | null => {
  const way = waysToRun(machine).find(({ owner, prefix }) => {
    if (!succeeds([...prefix, 'true'], machine.environment)) return false
    if (owner !== null) handOver(folder, owner)
    return succeeds([...prefix, 'sh', '-c', question, postgres, folder], machine.environment)
  })
  if (way === undefined && machine.root) handOver(folder, 0)
  return way ?? null
}

/** Whether the user has a name (initdb demands one), may run the program, and may write the folder. */
const question = 'whoami && "$0" --version && test -w "$1" && test -x "$1"'

/** Gives a folder and all in it to a uid; links are not followed. The folder itself comes last: it marks the whole as done. */
export const handOver = (folder: string, owner: number): void => {
  if (lstatSync(folder).uid !== owner) giveAll(folder, owner)
}

const giveAll = (path: string, owner: number): void => {
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) giveAll(join(path, name), owner)
  lchownSync(path, owner, owner)
}
