/** What an officer sees of many: lists that are quick, mass effects rehearsed first, a list that is empty. */
import { day } from '../../../src/kernel/day.ts'
import { personName, type Name } from '../../../src/platform/web/fact.ts'
import { linkButton, postButton } from '../../../src/platform/web/form.ts'
import { html } from '../../../src/platform/web/html.ts'
import { filterBar, line, lines, section } from '../../../src/platform/web/navigation.ts'
import { codeBlock, counts, nextAction, notice, progress } from '../../../src/platform/web/notice.ts'
import { badge, dayWith, type Tone } from '../../../src/platform/web/state.ts'
import { pager, table, type Column } from '../../../src/platform/web/table.ts'
import { accountStates, csrf, today, type Sample } from './sample.ts'

import { watanabe } from './officer.ts'

type Someone = {
  readonly name: Name
  readonly id: string
  readonly what: { ja: string; en: string }
  readonly tone: Tone
  readonly state: { ja: string; en: string }
  readonly until: string
  readonly signIns: number
}

const people: readonly Someone[] = [
  {
    name: watanabe,
    id: 'kentaro417watanabe',
    what: { ja: '教員・工学研究科', en: 'Faculty, Engineering' },
    tone: 'danger',
    state: accountStates.suspended,
    until: '2044-04-01',
    signIns: 1204,
  },
  {
    name: { written: '渡邊 花', kana: 'わたなべ はな', roman: 'Hana Watanabe' },
    id: 'a0184420',
    what: { ja: '学生・文学部', en: 'Student, Letters' },
    tone: 'done',
    state: accountStates.active,
    until: '2029-04-01',
    signIns: 318,
  },
  {
    name: { written: '渡部 陽翔', kana: 'わたべ はると', roman: 'Haruto Watabe' },
    id: 'a0920031',
    what: { ja: '学生・理学部', en: 'Student, Science' },
    tone: 'calm',
    state: accountStates.pending,
    until: '2031-04-01',
    signIns: 0,
  },
  {
    name: { written: '𠮷田 渉', kana: 'よしだ わたる', roman: 'Wataru Yoshida' },
    id: 'a0551190',
    what: { ja: '大学院生・理学研究科', en: 'Graduate student, Science' },
    tone: 'attention',
    state: accountStates.grace,
    until: '2027-04-14',
    signIns: 2210,
  },
  {
    name: { written: null, kana: null, roman: 'Watson Emmanuel Okonkwo-Brathwaite' },
    id: 'a0771002',
    what: { ja: '客員研究員', en: 'Visiting researcher' },
    tone: 'ended',
    state: accountStates.closed,
    until: '2026-10-01',
    signIns: 44,
  },
]

const columns: readonly Column<Someone>[] = [
  { key: 'name', label: { ja: '氏名', en: 'Name' }, cell: row => personName(row.name), sortable: true },
  {
    key: 'id',
    label: { ja: 'アカウント名', en: 'Account name' },
    cell: row => row.id,
    align: 'identifier',
    sortable: true,
  },
  { key: 'what', label: { ja: '身分', en: 'Affiliation' }, cell: row => row.what },
  { key: 'state', label: { ja: '状態', en: 'State' }, cell: row => badge(row.state, row.tone) },
  { key: 'until', label: { ja: '期限', en: 'Until' }, cell: row => dayWith(day(row.until), today), sortable: true },
  {
    key: 'signIns',
    label: { ja: 'サインイン', en: 'Sign-ins' },
    cell: row => row.signIns.toLocaleString('en-US'),
    align: 'number',
    sortable: true,
  },
]

const list: Sample = {
  viewer: 'officer',
  shape: 'wide',
  current: '/people',
  address: '/people?q=wata',
  title: { ja: '利用者', en: 'People' },
  body: html`
    ${filterBar({
      action: '/people',
      label: { ja: '利用者を絞り込む', en: 'Filter people' },
      values: { q: 'わた', state: '' },
      fields: [
        { kind: 'text', name: 'q', label: { ja: '氏名・ID', en: 'Name or ID' } },
        {
          kind: 'select',
          name: 'state',
          label: { ja: '状態', en: 'State' },
          unchosen: { ja: 'すべて', en: 'All' },
          choices: [{ value: 'active', label: accountStates.active }],
        },
        { kind: 'date', name: 'until', label: { ja: 'この日までに終わる', en: 'Ends by' } },
      ],
    })}
    <form id="bulk" method="post" action="/people/rehearse">${csrf}</form>
    ${table<Someone>({
      caption: { ja: '「わた」に合う利用者', en: 'People who match “wata”' },
      columns,
      rows: people,
      rowHref: row => `/people/${row.id}`,
      sort: {
        by: { key: 'name', direction: 'ascending' },
        href: ({ key, direction }) => `/people?sort=${key}&direction=${direction}`,
      },
      empty: { sentence: '' },
      pick: {
        form: 'bulk',
        name: 'person',
        value: row => row.id,
        label: row => ({ ja: `${row.name.written ?? row.name.roman}を選ぶ`, en: `Pick ${row.name.roman}` }),
        heading: { ja: '選択', en: 'Pick' },
      },
    })}
    <div class="actions">
      <button form="bulk" class="quiet">
        ${{ ja: '選んだ人の通知書を予行する', en: 'Rehearse notices for those picked' }}
      </button>
    </div>
    ${pager({ from: 1, to: 50, total: 2345, previous: null, next: '/people?after=x' })}
  `,
}

const rehearsal: Sample = {
  viewer: 'officer',
  shape: 'wide',
  current: '/imports',
  trail: [{ href: '/imports', label: { ja: '取込', en: 'Imports' } }],
  title: { ja: '学務からの取込　3月20日', en: 'Import from student affairs, 20 March' },
  state: { word: { ja: '予行済み', en: 'rehearsed' }, tone: 'attention' },
  lead: {
    ja: 'まだ何も変わっていません。内容を確かめて適用します。',
    en: 'Nothing has changed yet. Review it, then apply.',
  },
  body: html`
    ${progress({ label: { ja: '予行しています', en: 'Rehearsing' }, done: 61234, total: 100000, perSecond: 1210, secondsLeft: 32, refresh: null })}
    ${counts([
      { label: { ja: '新しい人', en: 'new' }, count: 2814, href: '#new' },
      { label: { ja: '変わる', en: 'changed' }, count: 391, href: '#changed' },
      { label: { ja: '終わる', en: 'ended' }, count: 1920, href: '#ended', tone: 'danger' },
      { label: { ja: '人が決める', en: 'for you to decide' }, count: 7, href: '#cases', tone: 'attention' },
      { label: { ja: '読めない行', en: 'unreadable' }, count: 2, href: '#quarantine', tone: 'attention' },
      { label: { ja: '取り消し', en: 'void' }, count: 0 },
    ])}
    ${notice(
      'danger',
      { ja: '終わる人が限度（5%）を超えています', en: 'More people would end than the brake allows (5%)' },
      html`${{ ja: '1,920人（8.1%）の在籍が終わります。適用には、もう一人の担当者の承認が必要です。', en: '1,920 people (8.1%) would end. A second officer has to release this.' }}
        <div class="actions">
          ${postButton({ action: '/imports/x/propose', csrf, label: { ja: '承認を依頼する', en: 'Ask for release' }, tone: 'primary' })}
          ${linkButton({ href: '/imports', label: { ja: '取りやめる', en: 'Discard' }, tone: 'danger' })}
        </div>`,
    )}
    ${section(
      { ja: '変わる人の例', en: 'Samples of what changes' },
      table({
        caption: { ja: '変わる人', en: 'Changed' },
        columns: [
          {
            key: 'who',
            label: { ja: '氏名', en: 'Name' },
            cell: (row: readonly [string, string, string, string]) => row[0],
          },
          { key: 'what', label: { ja: '項目', en: 'Item' }, cell: row => row[1] },
          { key: 'from', label: { ja: '今', en: 'Now' }, cell: row => html`<del>${row[2]}</del>` },
          { key: 'to', label: { ja: '適用後', en: 'After' }, cell: row => html`<ins>${row[3]}</ins>` },
        ],
        rows: [
          ['青木 はるか', '終了日', '2028-04-01', '2027-04-01'],
          ['𠮷田 渉', '所属', '理学部', '理学研究科'],
        ] as const,
        empty: { sentence: '' },
      }),
    )}
    ${section(
      { ja: '読めない行', en: 'Rows that could not be read' },
      codeBlock('812: "20270231","山田 太郎","理学部"\n        ↑ 生年月日の列：2月31日という日はありません', {
        ja: '読めない行',
        en: 'Unreadable rows',
      }),
    )}
  `,
}

const empty: Sample = {
  viewer: 'officer',
  shape: 'wide',
  current: '/matches',
  title: { ja: '名寄せ', en: 'Matches' },
  body: html`
    ${table<Someone>({
      caption: { ja: '判断待ち', en: 'Waiting for a decision' },
      columns,
      rows: [],
      empty: {
        sentence: { ja: '判断を待っている記録はありません。', en: 'No record is waiting for a decision.' },
        action: linkButton({ href: '/imports', label: { ja: '取込を見る', en: 'See the imports' } }),
      },
    })}
    ${nextAction({
      what: { ja: '通知書を印刷します（2,814人）', en: 'Print activation notices (2,814 people)' },
      button: linkButton({
        href: '/notices',
        tone: 'primary',
        label: { ja: '印刷を予行する', en: 'Rehearse the print' },
      }),
    })}
    ${lines([line({ name: { ja: '学務', en: 'Student affairs' }, state: badge({ ja: '毎晩', en: 'nightly' }, 'calm'), detail: { ja: '最後の取込は今朝 2:10', en: 'Last import today at 02:10' } })])}
  `,
}

export const listPages = { list, rehearsal, empty }
