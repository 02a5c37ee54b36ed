/** What an officer sees of one person, and of two who may be one. */
import { day } from '../../../src/kernel/day.ts'
import { difference, facts, identifier, nameWithKana, sideBySide } from '../../../src/platform/web/fact.ts'
import { form } from '../../../src/platform/web/form.ts'
import { html } from '../../../src/platform/web/html.ts'
import { section, tabs } from '../../../src/platform/web/navigation.ts'
import { reasons } from '../../../src/platform/web/notice.ts'
import { actionButtons, badge, dayOn, lifeline, timeline } from '../../../src/platform/web/state.ts'
import { accountLife, accountStates, csrf, today, type Sample } from './sample.ts'

export const watanabe = { written: '渡邉 健太郎', kana: 'わたなべ けんたろう', roman: 'Kentaro Watanabe' }

const card = html`
  <div class="card">
    <h2>${nameWithKana(watanabe)}</h2>
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

export const officerPages = { person, match }
