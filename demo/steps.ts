/** ● What happened at 若葉大学 in the weeks before its demo begins: each step once, by the use cases of the catalogue. */
import { accountsOf, usernameSetting } from '../src/accounts/index.ts'
import { addMonths, dayInWords, dayOf, type Day } from '../src/kernel/day.ts'
import type { Bilingual } from '../src/kernel/bilingual.ts'
import { stranger, type Actor } from '../src/platform/actor.ts'
import type { System } from '../src/platform/system.ts'
import { importFile } from '../src/registry/index.ts'
import { act, knownPeople, officerActor, operator, tryAct, samplePassword, settle, type Known } from './acts.ts'
import { applyAll, bringOthers, inviteGuests } from './applications.ts'
import { feedSourceNames, feedSources, type FeedSource } from './feeds/sources.ts'
import { officeFile, type Night } from './office-files.ts'
import { openCases, type SeedState } from './store.ts'

export type Standing = { readonly system: System; readonly today: Day; readonly state: SeedState }

export type Step = {
  readonly name: string
  readonly title: Bilingual
  /** How many days before the demo's first day it happened; 0: now. */
  readonly daysAgo: number
  readonly run: (standing: Standing) => Promise<Partial<SeedState>>
}

/** What the university calls itself, in which domain, and where one may ask: set by the operator, who is still alone. */
const makeSettings = async ({ system }: Standing): Promise<Partial<SeedState>> => {
  const reason = '導入時の設定'
  const domains = { ECS: 'st.wakaba.example.ac.jp', SPS: 'wakaba.example.ac.jp' }
  const values = {
    'platform.institution': { ja: '若葉大学', en: 'Wakaba University' },
    'accounts.contact': { ja: '情報環境支援センター（内線 7840）', en: 'ICT Support Center (ext. 7840)' },
    'accounts.usernames': { ...usernameSetting.default, mailDomains: domains },
    'release.scope': 'wakaba.example.ac.jp',
  }
  for (const [name, value] of Object.entries(values)) {
    const wish = { name, value, version: 0 }
    const outcome = await tryAct(system, 'platform.change-setting', { ...wish, reason }, operator)
    // A start that was killed had set it already.
    if (!outcome.ok && outcome.refusal.code !== 'setting.changed_meanwhile') throw new Error(`${name} was not set`)
    if (outcome.ok && (outcome.value as { readonly waits: boolean }).waits)
      await act(system, 'platform.release-setting', wish, operator)
  }
  return {}
}

const sourceNames: Readonly<Record<FeedSource, Bilingual>> = {
  students: { ja: '学務システム（学生）', en: 'Student records' },
  hr: { ja: '人事給与システム', en: 'Personnel' },
  guests: { ja: '受入研究員・非常勤講師名簿', en: 'Guests and part-time lecturers' },
  emeriti: { ja: '名誉教授名簿', en: 'Professors emeriti' },
  facility: { ja: '施設利用者名簿', en: 'Facility users' },
}

const mapSources = async ({ system }: Standing): Promise<Partial<SeedState>> => {
  for (const source of feedSourceNames) {
    const { id, kind, ...layout } = feedSources[source]
    const { ja, en } = sourceNames[source]
    const trust = kind === 'hr' ? 80 : kind === 'students' ? 70 : 50
    await act(
      system,
      'registry.map-source',
      { source: id, kind, nameJa: ja, nameEn: en, trust, mode: 'full', layout },
      operator,
    )
  }
  return {}
}

/** Takes in every office's file of a night; one that was taken in before a kill is taken in again without effect. */
const takeIn = async ({ system, today }: Standing, number: Night['number'], actor: Actor): Promise<void> => {
  await settle(system)
  const night: Night = { number, today, asOf: dayOf(system.clock.now()) }
  for (const source of feedSourceNames) {
    const outcome = await importFile(system, { source, file: officeFile(source, night), actor, asOf: night.asOf })
    if (!outcome.ok) throw new Error(`the file of ${source} was refused: ${JSON.stringify(outcome.refusal)}`)
    if (outcome.value.state !== 'applied') throw new Error(`the file of ${source} is ${outcome.value.state}`)
  }
  await settle(system)
}

/** The first officers have nobody who could release them: the operator appoints them alone, on a database without officers. */
const appointOfficers = async ({ system, today }: Standing): Promise<Partial<SeedState>> => {
  const officers = [...(await knownPeople(system)).values()].filter(({ person }) => person.role !== undefined)
  const from = dayOf(system.clock.now())
  for (const { person, personIds } of officers) {
    const input = {
      personId: personIds[0],
      kind: `role.${person.role}`,
      effect: 'grant',
      from,
      until: addMonths(from, 12),
      reason: `若葉大学の最初の担当者（${dayInWords(today).ja}のデモ）`,
    }
    await act(system, 'eligibility.grant-exception', input, operator)
  }
  await settle(system)
  return {}
}

/** A clerk looked at the papers: each record that waited means the person it resembles most. */
const settleCases = async ({ system }: Standing): Promise<Partial<SeedState>> => {
  const registrar = await officerActor(system, 'registrar')
  for (const { id, candidates } of await openCases(system.database.read)) {
    const reason = '生年月日と連絡先を本人に確かめたため'
    const input = { case: id, decision: 'link', person: candidates[0]?.id, reason }
    await act(system, 'registry.settle-match', input, registrar)
  }
  await settle(system)
  return {}
}

type Notice = { readonly username: string; readonly key: string }
type Printed = { readonly batchId: string; readonly paper: () => readonly Notice[] }

/** The notices of everyone who waits for one, printed in batches and handed over. */
const printNotices = async ({ system, state }: Standing): Promise<Partial<SeedState>> => {
  const officer = await officerActor(system, 'account-operator')
  const keys: Record<string, string> = { ...state.keys }
  for (const kind of ['ECS', 'SPS'] as const) {
    const count = await waitingCount(system, kind)
    if (count === 0) continue
    const printed = await act<Printed>(system, 'accounts.print-batch', { kind, count }, officer)
    await act(system, 'accounts.mark-delivered', { batchId: printed.batchId }, officer)
    for (const { username, key } of printed.paper()) keys[username] = key
  }
  return { keys }
}

const waitingCount = async (system: System, kind: 'ECS' | 'SPS'): Promise<number> => {
  const officer = await officerActor(system, 'account-operator')
  return (await act<{ count: number }>(system, 'accounts.count-notices', { kind }, officer)).count
}

/** Those who signed up set their password with the key on their notice. */
const signUp = async ({ system, state }: Standing): Promise<Partial<SeedState>> => {
  const keys: Record<string, string> = { ...state.keys }
  const signedUp = new Set(state.signedUp)
  const people = [...(await knownPeople(system)).values()].filter(({ person }) => person.activation === 'signed-up')
  await Promise.all(
    people.map(async known => {
      // Whoever was ready before a kill chose the same password.
      if (known.accounts.some(({ activatedAt }) => activatedAt !== null)) signedUp.add(known.person.slug)
      for (const { username } of waiting(known)) {
        const key = keys[username]
        if (key === undefined) continue
        const input = { username, key, password: samplePassword(known.person.slug) }
        const activated = await tryAct(system, 'authentication.activate', input, stranger)
        // A notice may come before the first day: its owner waits, and activates later.
        if (!activated.ok && activated.refusal.code === 'key.too_early') continue
        if (!activated.ok)
          throw new Error(`${known.person.slug} could not activate: ${JSON.stringify(activated.refusal)}`)
        delete keys[username]
        signedUp.add(known.person.slug)
      }
    }),
  )
  await settle(system)
  return { keys, signedUp: [...signedUp] }
}

const waiting = ({ accounts }: Known) => accounts.filter(({ state }) => state === 'pending')

const suspend = async ({ system }: Standing): Promise<Partial<SeedState>> => {
  const account = (await knownPeople(system)).get('suspended')?.accounts[0]
  if (account === undefined) throw new Error('the suspended student has no account')
  if (account.state === 'suspended') return {}
  const officer = await officerActor(system, 'account-operator')
  await act(
    system,
    'accounts.suspend',
    { accountId: account.id, cause: 'compromise', reason: '漏えいしたパスワードの一覧に載っていたため' },
    officer,
  )
  await settle(system)
  return {}
}

/** Two persons who turned out to be one: proposed by one registrar, released by the other. */
const mergeDuplicate = async ({ system }: Standing): Promise<Partial<SeedState>> => {
  const [winner, loser] = (await knownPeople(system)).get('counted-twice')?.personIds ?? []
  if (winner === undefined || loser === undefined) return {}
  const reason = '同一人物と本人が窓口で申し出、身分証で確かめたため'
  const first = await officerActor(system, 'registrar', 0)
  const second = await officerActor(system, 'registrar', 1)
  const { merge } = await act<{ merge: string }>(system, 'registry.propose-merge', { winner, loser, reason }, first)
  await act(system, 'registry.release-merge', { merge }, second)
  await settle(system)
  return {}
}

/** The finance system asks for an SPS-ID, which a JSPS fellow has by exception alone. */
const grantFinance = async ({ system }: Standing): Promise<Partial<SeedState>> => {
  const personId = (await knownPeople(system)).get('jsps-foreign')?.personIds[0]
  if (personId === undefined) throw new Error('the fellow from abroad is not there')
  const held = (await accountsOf(system.database.read, [personId])).get(personId) ?? []
  if (held.some(({ kind }) => kind === 'SPS')) return {}
  const from = dayOf(system.clock.now())
  const input = {
    personId,
    kind: 'account.SPS',
    effect: 'grant',
    from,
    until: addMonths(from, 11),
    reason: '科研費の執行に財務会計システムを使うため',
  }
  await act(system, 'eligibility.grant-exception', input, await officerActor(system, 'rule-keeper'))
  await settle(system)
  return {}
}

/** One officer would lift the suspension; the other has yet to decide, on the page Approvals. */
const proposeResume = async ({ system }: Standing): Promise<Partial<SeedState>> => {
  const account = (await knownPeople(system)).get('suspended')?.accounts[0]
  if (account === undefined) throw new Error('the suspended student has no account')
  const input = { accountId: account.id, reason: '本人が窓口でパスワードを変え、端末を確かめたため' }
  await act(system, 'accounts.propose-resume', input, await officerActor(system, 'account-operator'))
  return {}
}

const night = async ({ system }: Standing): Promise<Partial<SeedState>> => {
  await settle(system)
  return {}
}

const applying: Readonly<Record<'first' | 'second' | 'third' | 'fourth' | 'newest', Step['run']>> = {
  first: ({ system }) => applied(system, 69),
  second: async ({ system }) => {
    await inviteGuests(system, 'manekida@daigaku.example')
    return applied(system, 40)
  },
  third: ({ system }) => applied(system, 20),
  fourth: async ({ system }) => {
    await applied(system, 5)
    await bringOthers(system, dayOf(system.clock.now()))
    await inviteGuests(system, 'kokyaku@daigaku.example')
    return {}
  },
  newest: ({ system }) => applied(system, 1),
}

const applied = async (system: System, daysAgo: Parameters<typeof applyAll>[1]): Promise<Partial<SeedState>> => {
  await applyAll(system, daysAgo)
  return {}
}

export const steps: readonly Step[] = [
  { name: 'settings', daysAgo: 70, run: makeSettings, title: { ja: '大学の名称などを設定しています', en: 'Setting the name of the university' } },
  { name: 'sources', daysAgo: 70, run: mapSources, title: { ja: '原簿のファイルの形を登録しています', en: 'Mapping the files of the offices' } },
  {
    name: 'first-files', daysAgo: 70, title: { ja: '学務・人事などのファイルを取り込んでいます', en: 'Taking in the files of the offices' },
    run: async standing => {
      await takeIn(standing, 1, operator)
      return {}
    },
  },
  { name: 'officers', daysAgo: 70, run: appointOfficers, title: { ja: '最初の担当者を任命しています', en: 'Appointing the first officers' } },
  { name: 'match-cases', daysAgo: 69, run: settleCases, title: { ja: '名寄せの確認をしています', en: 'Settling match cases' } },
  { name: 'notices', daysAgo: 69, run: printNotices, title: { ja: '有効化キーの通知書を印刷しています', en: 'Printing the activation notices' } },
  { name: 'sign-ups', daysAgo: 68, run: signUp, title: { ja: '一人ひとりがアカウントを有効化しています', en: 'Everyone activates their accounts' } },
  { name: 'applications-1', daysAgo: 68, run: applying.first, title: { ja: '学外の方の申請を受け付けています', en: 'Taking applications of guests' } },
  { name: 'merge', daysAgo: 60, run: mergeDuplicate, title: { ja: '二重登録を統合しています', en: 'Merging a person who was recorded twice' } },
  { name: 'finance', daysAgo: 55, run: grantFinance, title: { ja: '特例を認めています', en: 'Granting an exception' } },
  { name: 'autumn-sign-ups', daysAgo: 50, run: signUp, title: { ja: '秋に来た人が有効化しています', en: 'Those who came in autumn activate' } },
  { name: 'applications-2', daysAgo: 40, run: applying.second, title: { ja: '秋の申請を審査しています', en: 'Deciding on the applications of autumn' } },
  { name: 'suspension', daysAgo: 40, run: suspend, title: { ja: 'アカウントを一時停止しています', en: 'Suspending an account' } },
  { name: 'applications-3', daysAgo: 20, run: applying.third, title: { ja: '仮承認をしています', en: 'Admitting provisionally' } },
  { name: 'a-night', daysAgo: 9, run: night, title: { ja: '夜間の突合をしています', en: 'The nightly look at everyone' } },
  { name: 'later-notices', daysAgo: 9, run: printNotices, title: { ja: '後から来た人の通知書を印刷しています', en: 'Notices for those who came later' } },
  { name: 'later-sign-ups', daysAgo: 8, run: signUp, title: { ja: '後から来た人が有効化しています', en: 'Those who came later activate' } },
  { name: 'applications-4', daysAgo: 5, run: applying.fourth, title: { ja: '部局と人事の申請を受け付けています', en: 'Departments and personnel apply' } },
  {
    name: 'second-files', daysAgo: 1, title: { ja: '翌日のファイルを取り込んでいます', en: 'Taking in the next files' },
    run: async standing => {
      await takeIn(standing, 2, await officerActor(standing.system, 'registrar'))
      return {}
    },
  },
  { name: 'newest-notices', daysAgo: 1, run: printNotices, title: { ja: '新入生の通知書を印刷しています', en: 'The notice of the new student' } },
  { name: 'applications-5', daysAgo: 1, run: applying.newest, title: { ja: '電話で確かめた申請を記録しています', en: 'Recording what was checked by telephone' } },
  { name: 'proposal', daysAgo: 0, run: proposeResume, title: { ja: '停止の解除を提案しています', en: 'Proposing to lift a suspension' } },
  { name: 'last-night', daysAgo: 0, run: night, title: { ja: '今朝までの予告と停止を済ませています', en: 'Notices and stops up to this morning' } },
] // prettier-ignore
