/** The operators' program itself, run as they run it. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Ran = { readonly status: number | null; readonly out: string; readonly err: string }

const programOf = (name: string): string => fileURLToPath(new URL(`../../bin/${name}`, import.meta.url))

/** `sekimori …` with nothing of our environment but the path and these settings. */
export const sekimori = (settings: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Ran> =>
  runProgram(programOf('sekimori'), words, settings)

/** `rehearse-restore BACKUP` as an operator runs it. */
export const rehearseRestore = (masterKeyFile: string, backup: string): Promise<Ran> =>
  runProgram(programOf('rehearse-restore'), [backup], { MASTER_KEY_FILE: masterKeyFile })

const runProgram = (
  program: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const ran = spawn(program, words, { env: { PATH: process.env['PATH'] ?? '', LANG: 'C', ...settings } })
    let [out, err] = ['', '']
    ran.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    ran.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
    ran.on('error', reject)
    ran.on('close', status => resolve({ status, out, err }))
  })
