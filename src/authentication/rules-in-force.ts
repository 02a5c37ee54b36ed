/** ● The password rules that an operator has chosen, and the word lists, read once for each process. */
import { join } from 'node:path'
import { z } from 'zod'
import { usernameSetting } from '../accounts/index.ts'
import type { Db, Tx } from '../platform/database.ts'
import { defineSetting, readSetting } from '../platform/settings.ts'
import type { System } from '../platform/system.ts'
import { classes } from './assurance/assurance.ts'
import { openFilter } from './passwords/breached-filter.ts'
import { profiles, type Lists, type Profile } from './passwords/password-policy.ts'
import { loadLists } from './passwords/word-lists.ts'

// prettier-ignore
export const profileSetting = defineSetting({
  name: 'authentication.password-profile',
  schema: z.enum(['default', 'with-mfa', 'kyoto-compatible']),
  default: 'default',
  takes: 'two persons',
  title: { ja: 'パスワードの規則', en: 'Rules for passwords' },
  help: { ja: 'これから決めるパスワードに求めることです。今のパスワードはそのまま使えます。', en: 'What is asked of a password chosen from now on. Present passwords stay good.' },
  choices: {
    default: { ja: '15文字以上。文字の種類は問わず、よく使われる言葉を断る（NIST SP 800-63B-4）', en: '15 characters or more, of any kind; common words are refused (NIST SP 800-63B-4)' },
    'with-mfa': { ja: '12文字以上。全員が二つ目の要素を使う大学向け', en: '12 characters or more, where everyone uses a second factor' },
    'kyoto-compatible': { ja: '12〜16文字、英大文字・英小文字・数字を含む。古いシステムとパスワードを共にする間だけ', en: '12 to 16 characters with capitals, small letters and digits: while an old system shares the password' },
  },
})

// prettier-ignore
export const ownWordsSetting = defineSetting({
  name: 'authentication.own-words',
  schema: z.array(z.string().min(3).max(50)).max(1000),
  default: [],
  takes: 'two persons',
  title: { ja: 'パスワードに使えない大学の言葉', en: 'Words of the university that no password may consist of' },
  help: { ja: '大学の名前、地名、マスコットなど、推測されやすい言葉です。', en: 'Names of the university, its places and mascots: what is guessed first.' },
})

/** The class of sign-in that officers need for their pages and acts; below it their roles wait. */
// prettier-ignore
export const officersClassSetting = defineSetting({
  name: 'authentication.officers-class',
  schema: z.enum(classes),
  default: 'sfa',
  takes: 'two persons',
  title: { ja: '職員の業務画面に求める認証', en: 'What officers’ pages ask for' },
  help: { ja: '足りないときは、業務画面を開くときにもう一つの確認が求められます。', en: 'Whoever signed in by less is asked for one more check when they open such a page.' },
  choices: {
    sfa: { ja: 'パスワードだけでよい', en: 'a password is enough' },
    'mfa-mail': { ja: 'メールのコードまたはそれ以上', en: 'a code by mail or more' },
    mfa: { ja: '二要素（認証アプリまたはそれ以上）', en: 'two factors: an app or more' },
    'mfa-pr': { ja: 'フィッシングに強い方法（パスキー）だけ', en: 'only what withstands phishing: a passkey' },
  },
})

/** Domains to which no code may go, beside those of the accounts' own addresses: their mail opens with the same password. */
// prettier-ignore
export const ownDomainsSetting = defineSetting({
  name: 'authentication.own-domains',
  schema: z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)).max(100),
  default: ['wakaba.example.ac.jp'],
  takes: 'two persons',
  title: { ja: '通知用メールアドレスに使えない大学のドメイン', en: 'Domains of the university that no notification address may have' },
  help: { ja: 'サブドメインと見まちがえやすい名前も含みます。大学のメールは、サインインできないときに読めません。', en: 'With their sub-domains and look-alikes. Mail of the university cannot be read by whoever is locked out.' },
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
