/** What an officer sees: the person in sight while the matter changes, lists that are quick, mass effects rehearsed first. */
import { day } from '../../../src/kernel/day.ts'
import {
  difference,
  facts,
  identifier,
  nameWithKana,
  personName,
  sideBySide,
  type Name,
} from '../../../src/platform/web/fact.ts'
import { form, linkButton, postButton } from '../../../src/platform/web/form.ts'
import { html } from '../../../src/platform/web/html.ts'
import { filterBar, line, lines, section, tabs } from '../../../src/platform/web/navigation.ts'
import { codeBlock, counts, nextAction, notice, progress, reasons } from '../../../src/platform/web/notice.ts'
import { actionButtons, badge, dayOn, dayWith, lifeline, timeline, type Tone } from '../../../src/platform/web/state.ts'
import { pager, table, type Column } from '../../../src/platform/web/table.ts'
import { accountLife, accountStates, csrf, today, type Sample } from './sample.ts'

const name = { written: '渡邉 健太郎', kana: 'わたなべ けんたろう', roman: 'Kentaro Watanabe' }

const card = html`
  <div class="card">
    <h2>${nameWithKana(name)}</h2>
    <p>${badge({ ja: '在籍中', en: 'present' }, 'done')}</p>
    ${facts([
      { label: { ja: '職員番号', en: 'Staff number' }, value: identifier('S0042718') },
      { label: { ja: '身分', en: 'Affiliation' }, value: { ja: '教員（工学研究科）', en: 'Faculty, Engineering' } },
      { label: { ja: '生年月日', en: 'Date of birth' }, value: dayOn(day('1978-07-09')) },
      {
        label: { ja: '身元確認', en: 'Identity proofing' },
        value: { ja: '対面・運転免許証', en: 'In person, driving licence' },
      },
    ])}
    <p><a href="/people/sample/explain">${{ ja: '利用資格の理由', en: 'Why this person has what they have' }}</a></p>
  </div>
`

const person: Sample = {
  viewer: 'officer',
  shape: 'officer',
  current: '/people',
  trail: [{ href: '/people', label: { ja: '利用者', en: 'People' } }],
  title: { ja: '渡邉 健太郎', en: 'Kentaro Watanabe' },
  heading: { ja: 'アカウント', en: 'Accounts' },
  state: { word: { ja: '一時停止', en: 'suspended' }, tone: 'danger' },
  lead: {
    ja: 'SPS-ID は、乗っ取りの疑いにより昨日から停止しています。',
    en: 'The SPS-ID has been suspended since yesterday because it may have been taken over.',
  },
  aside: card,
  body: html`
    ${tabs([
      { href: '?', label: { ja: 'アカウント', en: 'Accounts' }, current: true, count: 2 },
      { href: '?v=cards', label: { ja: 'カード', en: 'Cards' }, current: false, count: 1 },
      { href: '?v=record', label: { ja: '原簿', en: 'Sources' }, current: false },
      { href: '?v=history', label: { ja: '履歴', en: 'History' }, current: false },
    ])}
    ${section(
      html`${{ ja: 'SPS-ID', en: 'SPS-ID' }} ${identifier('kentaro417watanabe', { spelt: 'spelt' })}`,
      html`
        ${lifeline({ machine: accountLife, state: 'suspended', labels: accountStates, today, since: day('2027-03-19') })}
        ${facts([
          {
            label: { ja: '停止の理由', en: 'Reason' },
            value: { ja: '身に覚えのないサインイン', en: 'A sign-in that was not theirs' },
          },
          { label: { ja: '停止した人', en: 'Suspended by' }, value: { ja: '佐伯 真理', en: 'Mari Saeki' } },
        ])}
        ${actionButtons({
          machine: accountLife,
          state: 'suspended',
          labels: {
            resume: { label: { ja: '停止を解除する', en: 'Lift the suspension' } },
            close: { label: { ja: '廃止する', en: 'Close' }, tone: 'danger' },
          },
          address: action => `/accounts/sample/${action}`,
          csrf,
        })}
        ${reasons({
          ja: '教員としての雇用（2019年4月1日から）により利用できます。規程 第2条第9号。',
          en: 'Granted by employment as faculty (since 1 Apr 2019). Rules, article 2 item 9.',
        })}
      `,
    )}
    ${section(
      { ja: '変更の比較', en: 'What the last import changed' },
      difference(
        [
          { label: { ja: '氏名', en: 'Name' }, before: '渡辺 健太郎', after: '渡邉 健太郎' },
          { label: { ja: '所属', en: 'Unit' }, before: '工学研究科', after: '工学研究科' },
          { label: { ja: '内線', en: 'Extension' }, before: null, after: '16-4471' },
        ],
        { ja: '最後の取込による変更', en: 'Changes of the last import' },
      ),
    )}
    ${section(
      { ja: '経過', en: 'What happened' },
      timeline(
        [
          { when: 'past', label: { ja: '有効化', en: 'Activated' }, on: day('2019-04-02') },
          {
            when: 'now',
            label: { ja: '一時停止', en: 'Suspended' },
            on: day('2027-03-19'),
            detail: { ja: '佐伯 真理（情報環境支援センター）', en: 'Mari Saeki, ICT Support Center' },
          },
          { when: 'ahead', label: { ja: '定年退職', en: 'Retirement' }, on: day('2044-04-01') },
        ],
        today,
      ),
    )}
  `,
}

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
    name,
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

const match: Sample = {
  viewer: 'officer',
  shape: 'wide',
  current: '/matches',
  trail: [{ href: '/matches', label: { ja: '名寄せ', en: 'Matches' } }],
  title: { ja: '同じ人でしょうか', en: 'Is this the same person?' },
  state: { word: { ja: '期限 3月24日', en: 'due 24 Mar' }, tone: 'attention' },
  lead: {
    ja: '人事から届いた記録が、学生として登録のある人に似ています。決まるまでアカウントは発行されません。',
    en: 'A record from personnel resembles someone known as a student. No account is issued until this is decided.',
  },
  body: html`
    ${sideBySide({
      caption: { ja: '二つの記録の照合', en: 'The two records compared' },
      left: { ja: '登録済みの人', en: 'Known person' },
      right: { ja: '人事からの記録', en: 'Record from personnel' },
      evidence: [
        { label: { ja: '氏名', en: 'Name' }, left: '髙橋 結衣', right: '高橋 結衣', verdict: 'close' },
        { label: { ja: 'カナ', en: 'Kana' }, left: 'タカハシ ユイ', right: 'タカハシ ユイ', verdict: 'same' },
        { label: { ja: 'ローマ字', en: 'Roman letters' }, left: 'Yui Takahashi', right: null, verdict: 'unknown' },
        { label: { ja: '生年月日', en: 'Date of birth' }, left: '2001-11-03', right: '2001-11-03', verdict: 'same' },
        { label: { ja: '電話', en: 'Telephone' }, left: '090-0000-1234', right: '080-0000-9876', verdict: 'different' },
      ],
    })}
    ${form({
      action: '/matches/x/decide',
      csrf,
      fields: [
        {
          kind: 'radio',
          name: 'decision',
          label: { ja: '判断', en: 'Your decision' },
          choices: [
            {
              value: 'link',
              label: { ja: '同じ人です', en: 'The same person' },
              hint: {
                ja: '学生と職員の両方の身分を持つことになります。',
                en: 'They will be a student and staff at once.',
              },
            },
            { value: 'new', label: { ja: '別の人です', en: 'Two people' } },
            { value: 'ask', label: { ja: '原簿に問い合わせる', en: 'Ask the record office' } },
          ],
        },
        { kind: 'textarea', name: 'reason', label: { ja: '理由', en: 'Reason' }, rows: 2 },
      ],
      submit: { label: { ja: '決定する', en: 'Decide' } },
    })}
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

export const officerPages = { person, list, rehearsal, match, empty }
