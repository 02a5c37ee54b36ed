/** ● The password rules that an operator has chosen, and the word lists, read once for each process. */
import { join } from 'node:path'
import { z } from 'zod'
import { usernameSetting } from '../accounts/index.ts'
import type { Db, Tx } from '../platform/database.ts'
import { defineSetting, readSetting } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import { openFilter } from './breached-filter.ts'
import { profiles, type Lists, type Profile } from './password-policy.ts'
import { loadLists } from './word-lists.ts'

export const profileSetting = defineSetting({
  name: 'authentication.password-profile',
  schema: z.enum(['default', 'with-mfa', 'kyoto-compatible']),
  default: 'default',
  title: { ja: 'パスワードの規則', en: 'Rules for passwords' },
})

export const ownWordsSetting = defineSetting({
  name: 'authentication.own-words',
  schema: z.array(z.string().min(3).max(50)).max(1000),
  default: [],
  title: { ja: 'パスワードに使えない大学の言葉', en: 'Words of the university that no password may consist of' },
})

/** Domains to which no code may go, beside those of the accounts' own addresses: their mail opens with the same password. */
export const ownDomainsSetting = defineSetting({
  name: 'authentication.own-domains',
  schema: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)).max(100),
  default: ['wakaba.example.ac.jp'],
  title: {
    ja: '通知用メールアドレスに使えない大学のドメイン（サブドメインを含む）',
    en: 'Domains of the university, with their sub-domains, that no notification address may have',
  },
})

export const ownDomains = async (db: Db | Tx): Promise<readonly string[]> => [
  ...(await readSetting(db, ownDomainsSetting)),
  ...Object.values((await readSetting(db, usernameSetting)).mailDomains),
]

export const filterFile = (dataDir: string): string => join(dataDir, 'breached-passwords.filter')

type Rules = { readonly profile: Profile; readonly lists: Lists }

const loaded = new Map<string, Lists>()

export const passwordRules = async (db: Db | Tx, system: System): Promise<Rules> => {
  const profile = profiles[await readSetting(db, profileSetting)]
  const ownWords = await readSetting(db, ownWordsSetting)
  const name = `${system.dataDir}|${ownWords.join(' ')}`
  const lists = loaded.get(name) ?? loadLists(ownWords, openFilter(filterFile(system.dataDir)))
  loaded.set(name, lists)
  return { profile, lists }
}
