/** What a stranger sees: sign-in, a form with errors, pages that say no. */
import { form, linkButton } from '../../../src/platform/web/form.ts'
import { html } from '../../../src/platform/web/html.ts'
import { notice, steps } from '../../../src/platform/web/notice.ts'
import { csrf, type Sample } from './sample.ts'

const signIn: Sample = {
  viewer: 'stranger',
  shape: 'narrow',
  address: '/sign-in',
  title: { ja: 'サインイン', en: 'Sign in' },
  lead: {
    ja: '全学アカウントで、大学の情報サービスを利用します。',
    en: 'Use your university-wide account to reach the university’s services.',
  },
  body: html`
    ${form({
      action: '/sign-in',
      csrf,
      fields: [
        {
          kind: 'text',
          name: 'username',
          label: { ja: 'アカウント名', en: 'Account name' },
          hint: { ja: 'ECS-ID（例：a0123456）または SPS-ID', en: 'ECS-ID (for example a0123456) or SPS-ID' },
          autocomplete: 'username',
          identifier: true,
        },
        {
          kind: 'password',
          name: 'password',
          label: { ja: 'パスワード', en: 'Password' },
          autocomplete: 'current-password',
        },
      ],
      submit: { label: { ja: 'サインインする', en: 'Sign in' } },
      others: html`<a href="/recover">${{ ja: 'パスワードを忘れたとき', en: 'Forgotten your password?' }}</a>`,
    })}
    <section>
      <h2>${{ ja: 'はじめて利用する方', en: 'New here?' }}</h2>
      <p>
        ${{
          ja: '有効化通知書が届いた方は、有効化キーを使ってパスワードを設定します。',
          en: 'If you have received an activation notice, set your password with the activation key printed on it.',
        }}
      </p>
      ${linkButton({ href: '/activate', label: { ja: 'アカウントを有効化する', en: 'Activate your account' } })}
    </section>
  `,
}

const activateWithErrors: Sample = {
  viewer: 'stranger',
  shape: 'narrow',
  address: '/activate',
  hasErrors: true,
  title: { ja: 'アカウントの有効化', en: 'Activate your account' },
  lead: { ja: '有効化通知書をお手元にご用意ください。', en: 'Have your activation notice at hand.' },
  body: html`
    ${form({
      action: '/activate',
      csrf,
      values: { username: 'a0123456', key: 'K7PX-2M', born: '2005-02-30', note: 'a\nb', agree: '' },
      errors: {
        key: {
          ja: '有効化キーは8文字です。通知書をご覧になり、もう一度入力してください。',
          en: 'An activation key has 8 characters. Look at the notice and enter it again.',
        },
        born: { ja: '2月30日という日はありません。', en: 'There is no 30 February.' },
        use: { ja: '利用目的を一つ選んでください。', en: 'Choose one purpose.' },
        agree: { ja: '規程に同意する必要があります。', en: 'You need to agree to the rules.' },
      },
      fields: [
        {
          kind: 'text',
          name: 'username',
          label: { ja: 'アカウント名', en: 'Account name' },
          identifier: true,
          length: 'short',
        },
        {
          kind: 'text',
          name: 'key',
          label: { ja: '有効化キー', en: 'Activation key' },
          hint: { ja: '例：K7PX-2MRT', en: 'For example, K7PX-2MRT' },
          identifier: true,
          length: 'short',
        },
        { kind: 'date', name: 'born', label: { ja: '生年月日', en: 'Date of birth' } },
        {
          kind: 'radio',
          name: 'use',
          label: { ja: '主な利用目的', en: 'What will you mainly use it for?' },
          choices: [
            { value: 'study', label: { ja: '学修', en: 'Studying' } },
            {
              value: 'teach',
              label: { ja: '授業の担当', en: 'Teaching' },
              hint: { ja: '非常勤講師を含みます。', en: 'Part-time lecturers included.' },
            },
          ],
        },
        {
          kind: 'password',
          name: 'password',
          label: { ja: '新しいパスワード', en: 'New password' },
          hint: {
            ja: '15文字以上。覚えやすい言葉をいくつか並べると安全です。',
            en: 'At least 15 characters. A few words in a row are easy to remember and hard to guess.',
          },
          autocomplete: 'new-password',
        },
        {
          kind: 'select',
          name: 'unit',
          label: { ja: '所属', en: 'Unit' },
          unchosen: { ja: '選んでください', en: 'Choose one' },
          choices: [
            { value: 'sci', label: { ja: '理学部', en: 'Faculty of Science' } },
            { value: 'let', label: { ja: '文学部', en: 'Faculty of Letters' } },
          ],
        },
        { kind: 'textarea', name: 'note', label: { ja: '連絡事項', en: 'Remarks' }, rows: 3, optional: true },
        {
          kind: 'file',
          name: 'proof',
          label: { ja: '証明書類', en: 'Proof' },
          accept: '.pdf,.jpg,.png',
          optional: true,
        },
        {
          kind: 'checkbox',
          name: 'agree',
          label: { ja: '全学情報システム利用規程に同意します', en: 'I agree to the rules for using the system' },
        },
      ],
      submit: { label: { ja: '有効化する', en: 'Activate' } },
    })}
    ${steps([
      {
        what: { ja: 'すぐに使えるようになります', en: 'Your account works at once' },
        detail: { ja: 'メールなどには数分で反映されます。', en: 'Mail and other services follow in a few minutes.' },
      },
      { what: { ja: '多要素認証を登録します', en: 'You add a second factor' } },
      { what: { ja: '通知書は細かく切って捨ててください', en: 'Shred the notice' } },
    ])}
  `,
}

const notFound: Sample = {
  viewer: 'stranger',
  shape: 'narrow',
  title: { ja: 'ページが見つかりません', en: 'Page not found' },
  lead: {
    ja: 'アドレスが変わったか、あなたには表示されないページです。',
    en: 'The address has changed, or the page is not one that you can see.',
  },
  body: html`<div class="actions">
    ${linkButton({ href: '/', tone: 'primary', label: { ja: 'はじめのページへ', en: 'Go to the start page' } })}
    <a href="/contact">${{ ja: '問い合わせる', en: 'Contact us' }}</a>
  </div>`,
}

const busy: Sample = {
  viewer: 'stranger',
  shape: 'narrow',
  title: { ja: 'ただいま混み合っています', en: 'Many people are signing in' },
  lead: {
    ja: '入力した内容は失われていません。30秒ほど待ってから、もう一度お試しください。',
    en: 'Nothing you entered is lost. Wait about 30 seconds, then try again.',
  },
  body: html`
    ${notice(
      'note',
      { ja: '履修登録の締切は明日の17時です', en: 'Course registration closes tomorrow at 17:00' },
      { ja: '時間をおいても間に合います。', en: 'There is still time if you come back later.' },
    )}
    ${linkButton({ href: '/sign-in', tone: 'primary', label: { ja: 'もう一度試す', en: 'Try again' } })}
  `,
}

export const publicPages = { 'sign-in': signIn, 'activate-errors': activateWithErrors, 'not-found': notFound, busy }
