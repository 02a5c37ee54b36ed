/** What a member sees: am I fine, what needs me, when does something end. */
import { day } from '../../../src/kernel/day.ts'
import { facts, identifier, nameWithKana } from '../../../src/platform/web/fact.ts'
import { form, linkButton, postButton } from '../../../src/platform/web/form.ts'
import { html, type Html } from '../../../src/platform/web/html.ts'
import { line, lines, section } from '../../../src/platform/web/navigation.ts'
import { nextAction, notice, reasons } from '../../../src/platform/web/notice.ts'
import { badge, dayWith, lifeline, timeline } from '../../../src/platform/web/state.ts'
import { accountLife, accountStates, csrf, today, type Sample } from './sample.ts'

const sessionLine = (device: { readonly ja: string; readonly en: string }, here: boolean): Html =>
  line({
    name: device,
    state: here && badge({ ja: 'この端末', en: 'this device' }, 'done'),
    detail: {
      ja: here ? '今日 8:52 から　学内ネットワーク' : '3月18日（木）21:14 から　最後の利用は昨日',
      en: here ? 'Since 08:52 today, campus network' : 'Since Thu 18 Mar, 21:14; last used yesterday',
    },
    action: postButton({
      action: '/my/sessions/end',
      csrf,
      label: { ja: 'サインアウト', en: 'Sign out' },
      about: device,
    }),
  })

const myPage: Sample = {
  viewer: 'member',
  current: '/',
  title: { ja: 'マイページ', en: 'My page' },
  heading: nameWithKana({ written: '青木 はるか', kana: 'あおき はるか', roman: 'Haruka Aoki' }),
  state: { word: { ja: '停止予告中', en: 'about to stop' }, tone: 'attention' },
  lead: {
    ja: '3月末の卒業にともない、全学アカウントは4月14日に止まります。',
    en: 'You graduate at the end of March, so your university-wide account stops on 14 April.',
  },
  body: html`
    ${nextAction({
      what: { ja: 'メールとファイルを移してください', en: 'Move your mail and files' },
      why: {
        ja: '4月14日を過ぎると、大学のメールとクラウドの中身は取り出せません。',
        en: 'After 14 April your university mail and cloud storage can no longer be opened.',
      },
      button: linkButton({
        href: '/guide/leaving',
        tone: 'primary',
        label: { ja: '移し方を見る', en: 'See how to move them' },
      }),
    })}
    ${section(
      { ja: '全学アカウント', en: 'University-wide account' },
      html`
        ${lifeline({
          machine: accountLife,
          state: 'grace',
          labels: accountStates,
          today,
          past: [
            { state: 'pending', on: day('2023-03-25') },
            { state: 'active', on: day('2023-04-03') },
          ],
          since: day('2027-02-01'),
          ahead: [{ state: 'closed', on: day('2027-04-14') }],
        })}
        ${facts([
          { label: { ja: 'ECS-ID', en: 'ECS-ID' }, value: identifier('a0318207') },
          {
            label: { ja: '利用できる期間', en: 'Usable until' },
            value: dayWith(day('2027-04-14'), today),
          },
          {
            label: { ja: 'パスワード', en: 'Password' },
            value: { ja: '2025年10月2日に変更', en: 'Changed on 2 Oct 2025' },
            action: linkButton({ href: '/my/password', label: { ja: '変更する', en: 'Change' } }),
          },
          { label: { ja: '連絡先メール', en: 'Contact address' }, value: null },
        ])}
        ${reasons({
          ja: '学生でなくなる日（2027年4月1日）から14日間は、データを移すために使えます。全学情報システム利用規程 第2条。',
          en: 'After the day you cease to be a student (1 Apr 2027) you have 14 days to move your data. Rules for Using the Campus-wide Information System, article 2.',
        })}
      `,
    )}
    ${section(
      { ja: 'サインイン中の端末', en: 'Where you are signed in' },
      lines([
        sessionLine({ ja: 'Windows の Edge', en: 'Edge on Windows' }, true),
        sessionLine({ ja: 'iPhone の Safari', en: 'Safari on iPhone' }, false),
      ]),
    )}
    ${section(
      { ja: 'これまでとこれから', en: 'Past and future' },
      timeline(
        [
          { when: 'past', label: { ja: '理学部に入学', en: 'Entered the Faculty of Science' }, on: day('2023-04-01') },
          { when: 'past', label: { ja: 'アカウントを有効化', en: 'Account activated' }, on: day('2023-04-03') },
          {
            when: 'now',
            label: { ja: '停止予告', en: 'Stop notice' },
            on: day('2027-02-01'),
            detail: { ja: '大学のメールに送りました。', en: 'Sent to your university mail.' },
          },
          { when: 'ahead', label: { ja: '卒業', en: 'Graduation' }, on: day('2027-03-31') },
          { when: 'ahead', label: { ja: 'アカウント停止', en: 'Account stops' }, on: day('2027-04-14') },
        ],
        today,
      ),
    )}
  `,
}

const confirm: Sample = {
  viewer: 'member',
  shape: 'narrow',
  current: '/my/sessions',
  flash: { tone: 'done', message: { ja: 'iPhone のサインインを終了しました。', en: 'Signed out on iPhone.' } },
  trail: [{ href: '/', label: { ja: 'マイページ', en: 'My page' } }],
  title: { ja: '紛失の届け出', en: 'Report a lost card' },
  lead: { ja: '届け出たカードは二度と使えません。', en: 'A card that is reported lost never works again.' },
  body: html`
    ${notice(
      'warning',
      {
        ja: '見当たらないだけのときは、一時停止をお使いください',
        en: 'If you just cannot find it, suspend it instead',
      },
      { ja: '一時停止は、見つかったときに解除できます。', en: 'A suspension can be lifted when it turns up.' },
    )}
    ${form({
      action: '/my/card/report-loss',
      csrf,
      fields: [
        {
          kind: 'text',
          name: 'confirm',
          label: {
            ja: '確認のため、カード番号の下4桁を入力してください',
            en: 'To confirm, enter the last 4 digits of the card',
          },
          identifier: true,
          length: 'short',
          inputmode: 'numeric',
        },
      ],
      submit: { label: { ja: '紛失を届け出る', en: 'Report the loss' }, tone: 'danger' },
      others: html`<a href="/">${{ ja: 'やめる', en: 'Cancel' }}</a>`,
    })}
  `,
}

export const memberPages = { 'my-page': myPage, confirm }
