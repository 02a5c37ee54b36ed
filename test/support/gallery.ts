/** Sample pages of 若葉大学, one of each kind, for looking at and for axe. No database: the look alone. */
import type { Language } from '../../src/kernel/bilingual.ts'
import { loadAssets } from '../../src/platform/web/assets.ts'
import { html } from '../../src/platform/web/html.ts'
import { page, type Frame, type NavigationItem } from '../../src/platform/web/layout.ts'
import { listPages } from './gallery/list.ts'
import { memberPages } from './gallery/member.ts'
import { officerPages } from './gallery/officer.ts'
import { publicPages } from './gallery/public.ts'
import { csrf, type Sample } from './gallery/sample.ts'

/** Every sample page by its name, finished, in one language. */
export const gallery = (language: Language): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ ...publicPages, ...memberPages, ...officerPages, ...listPages }).map(([name, sample]) => [
      name,
      page({ ...frameOf(sample, language), ...sample, flash: sample.flash ?? null }),
    ]),
  )

const frameOf = ({ viewer, address = '/', current = '' }: Sample, language: Language): Frame => {
  const { style, script } = loadAssets()
  return {
    language,
    institution: { ja: '若葉大学', en: 'Wakaba University' },
    address,
    assets: { style: style.href, script: script.href },
    who: viewer === 'stranger' ? null : whoOf[viewer],
    navigation: menus[viewer].map(({ href, label }) => ({ href, label, current: href === current })),
    search: viewer === 'officer' ? { action: '/people', query: '', csrf: null } : null,
    flash: null,
    banner: html`${{
      ja: html`デモの時計：<b>2027年3月20日（土）9:05</b>　<a href="/dev">時計を動かす</a>`,
      en: html`Demo clock: <b>Sat 20 Mar 2027, 09:05</b> · <a href="/dev">Move the clock</a>`,
    }}`,
  }
}

const whoOf = {
  member: {
    name: { ja: '青木 はるか', en: 'Haruka Aoki' },
    role: { ja: '理学部 4年', en: 'Faculty of Science' },
    signOut: { action: '/sign-out', csrf },
  },
  officer: {
    name: { ja: '佐伯 真理', en: 'Mari Saeki' },
    role: { ja: '情報環境支援センター', en: 'ICT Support Center' },
    signOut: { action: '/sign-out', csrf },
  },
}

const menus: Readonly<Record<Sample['viewer'], readonly Omit<NavigationItem, 'current'>[]>> = {
  stranger: [],
  member: [
    { href: '/', label: { ja: 'マイページ', en: 'My page' } },
    { href: '/my/sessions', label: { ja: 'サインイン状況', en: 'Sign-ins' } },
    { href: '/my/record', label: { ja: '登録情報', en: 'What we know' } },
    { href: '/apply', label: { ja: '申請', en: 'Applications' } },
  ],
  officer: [
    { href: '/people', label: { ja: '利用者', en: 'People' } },
    { href: '/imports', label: { ja: '取込', en: 'Imports' } },
    { href: '/matches', label: { ja: '名寄せ', en: 'Matches' } },
    { href: '/applications', label: { ja: '申請', en: 'Applications' } },
    { href: '/accounts', label: { ja: 'アカウント', en: 'Accounts' } },
    { href: '/rules', label: { ja: '資格規則', en: 'Rules' } },
    { href: '/audit', label: { ja: '監査記録', en: 'Audit' } },
    { href: '/settings', label: { ja: '設定', en: 'Settings' } },
  ],
}
