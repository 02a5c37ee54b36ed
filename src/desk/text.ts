/** ○ Words of the help desk: the contact form, its answers, the guide. */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { RefusalsOf } from '../platform/use-case.ts'
import type { Category, InquiryState } from './inquiry.ts'
import type { answerInquiry, ask } from './use-cases.ts'

type Codes = RefusalsOf<typeof ask> | RefusalsOf<typeof answerInquiry>

// prettier-ignore
export const refusals = {
  'inquiry.too_many': { ja: '短い間に問い合わせが続いています。1時間ほど待つか、お電話か窓口でお尋ねください。', en: 'There were many questions in a short time. Please wait an hour, or telephone or come to a counter.' },
  'inquiry.address_wrong': { ja: 'メールアドレスの形式をご確認ください（例：hanako@example.com）。', en: 'Please check the mail address, for example hanako@example.com.' },
  'inquiry.closed': { ja: 'この問い合わせは終了しています。新しくお尋ねください。', en: 'This inquiry is closed. Please ask anew.' },
} as const satisfies Record<Codes, Bilingual>

// prettier-ignore
export const notices = {
  'inquiry-answered': { ja: '回答を送りました。', en: 'Your answer was sent.' },
  'inquiry-closed': { ja: 'この問い合わせを終了しました。', en: 'The inquiry is closed.' },
  'inquiry-added': { ja: '書き足した内容を受け付けました。', en: 'What you added was received.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const categoryNames = {
  'sign-in': { ja: 'サインインできない', en: 'I cannot sign in' },
  activation: { ja: '有効化・パスワード', en: 'Activation or password' },
  account: { ja: 'アカウント・メール', en: 'Account or mail' },
  card: { ja: 'ICカード・入館', en: 'IC card or entering buildings' },
  applying: { ja: '利用申請', en: 'Applying' },
  service: { ja: '連携サービス', en: 'A service I sign in to' },
  accessibility: { ja: '画面の使いにくさ', en: 'A page is hard to use' },
  other: { ja: 'そのほか', en: 'Something else' },
} as const satisfies Record<Category, Bilingual>

// prettier-ignore
export const stateNames = {
  open: { ja: '受付済み', en: 'Received' },
  answered: { ja: '回答済み', en: 'Answered' },
  waiting: { ja: '返信待ち', en: 'Waiting for you' },
  closed: { ja: '終了', en: 'Closed' },
} as const satisfies Record<InquiryState, Bilingual>

// prettier-ignore
export const letters = {
  received: {
    subject: { ja: '【{institutionJa}】お問い合わせ {number} を受け付けました', en: '{institutionEn}: your inquiry {number} was received' },
    body: {
      ja: 'お問い合わせありがとうございます。番号は {number} です。通常、2営業日以内にこのアドレスへ回答します。\n心当たりがないときは、このメールを破棄してください。パスワードをお尋ねすることは決してありません。',
      en: 'Thank you for your question. Its number is {number}. We usually answer to this address within two working days.\nIf you did not ask anything, ignore this mail. Nobody will ever ask for your password.',
    },
  },
  answered: {
    subject: { ja: '【{institutionJa}】お問い合わせ {number} への回答', en: '{institutionEn}: answer to your inquiry {number}' },
    body: {
      ja: 'お問い合わせ {number} への回答です。このメールには返信できません。続けてのご質問は、お問い合わせのページからお願いします。',
      en: 'This answers your inquiry {number}. Please do not reply to this mail; ask on the contact page.',
    },
  },
} as const

// prettier-ignore
export const words = {
  contact: {
    title: { ja: 'お問い合わせ', en: 'Contact us' },
    lead: { ja: '困っていることをお聞かせください。通常、2営業日以内にメールで回答します。', en: 'Tell us what the matter is. We usually answer by mail within two working days.' },
    hurry: { ja: 'お急ぎのときは', en: 'If it is urgent' },
    hurryWhat: { ja: '試験の前などでサインインできないときは、身分証を持って情報環境支援センターの窓口へお越しください。その場で対応します。', en: 'If you cannot sign in before an exam, come to the ICT Support Center with your university ID. It is solved on the spot.' },
    category: { ja: '何についてですか', en: 'What is it about?' },
    name: { ja: 'お名前', en: 'Your name' },
    address: { ja: '回答を受け取るメールアドレス', en: 'Mail address for the answer' },
    addressHint: { ja: '大学のメールが読めないときは、ほかのアドレスを書いてください。', en: 'If you cannot read your university mail, give another address.' },
    words: { ja: '内容', en: 'What happened?' },
    wordsHint: { ja: '何をしようとして、どうなったか。パスワードや有効化キーは書かないでください。', en: 'What you tried and what you saw. Never write a password or an activation key.' },
    submit: { ja: '送信する', en: 'Send' },
    fillIn: { ja: '入力してください。', en: 'Please fill this in.' },
    short: { ja: '5文字以上で書いてください。', en: 'Please write at least five characters.' },
    doneTitle: { ja: 'お問い合わせを受け付けました', en: 'Your question was received' },
    number: { ja: '受付番号', en: 'Number' },
    next: { ja: '確認のメールを送りました。回答もメールで届きます。この番号は、お電話や窓口でお尋ねのときにお知らせください。', en: 'A confirmation is on its way by mail, and so will be the answer. Give this number when you telephone or come to a counter.' },
    follow: { ja: 'この端末で状況を見る', en: 'Follow it on this device' },
    you: { ja: 'あなた', en: 'You' },
    office: { ja: '窓口', en: 'Help desk' },
    add: { ja: '書き足す', en: 'Write more' },
    addSubmit: { ja: '書き足して送る', en: 'Send' },
  },
  inquiries: {
    writeAnswer: { ja: '回答を書いてください。', en: 'Write your answer.' },
    title: { ja: '問い合わせ', en: 'Inquiries' },
    lead: { ja: '古いものから順に回答してください。', en: 'Answer the oldest first.' },
    open: { ja: '未回答', en: 'To answer' },
    answered: { ja: '回答済み・返信待ち', en: 'Answered or waiting' },
    closed: { ja: '終了', en: 'Closed' },
    number: { ja: '番号', en: 'Number' },
    category: { ja: '種類', en: 'About' },
    asker: { ja: '質問者', en: 'Asker' },
    asked: { ja: '受付', en: 'Received' },
    state: { ja: '状態', en: 'State' },
    none: { ja: 'ここに問い合わせはありません。', en: 'There are no inquiries here.' },
    reply: { ja: '回答', en: 'Your answer' },
    replyHint: { ja: 'このままメールで送られます。', en: 'It is mailed as it stands.' },
    asksBack: { ja: '相手からの返信を待つ', en: 'I need an answer from the asker' },
    submit: { ja: '回答を送る', en: 'Send answer' },
    close: { ja: '終了する', en: 'Close' },
    talk: { ja: 'やりとり', en: 'What was written' },
  },
  guide: {
    title: { ja: '利用案内', en: 'Guide' },
    lead: { ja: '大学の情報サービスを使うためのID・カード・証明書の案内です。あなたの立場を選んでください。', en: 'Which ID, card and certificate you get, and how. Choose who you are.' },
    who: { ja: 'あなたは', en: 'You are' },
    groups: {
      student: { ja: '学部生・大学院生', en: 'an undergraduate or graduate student' },
      'non-degree': { ja: '研究生・聴講生・交流学生など', en: 'a research, credit or exchange student, or an auditor' },
      teacher: { ja: '非常勤講師・名誉教授', en: 'a part-time lecturer or professor emeritus' },
      researcher: { ja: '学振の研究員', en: 'a JSPS fellow' },
      guest: { ja: '受け入れられている研究者・研修員など', en: 'a guest researcher or trainee' },
      staff: { ja: '教職員', en: 'faculty or staff' },
      other: { ja: '施設だけを使う方・そのほか', en: 'a user of facilities only, or someone else' },
    },
    back: { ja: 'ほかの立場を選ぶ', en: 'Choose another' },
    get: { ja: '使えるもの', en: 'What you get' },
    status: { ja: '身分', en: 'Status' },
    gives: { ja: '使えるもの', en: 'What comes with it' },
    onRequest: { ja: '希望すれば', en: 'on request' },
    nothing: { ja: '情報サービスのアカウントはありません。', en: 'No account for information services.' },
    how: { ja: '手続き', en: 'How it goes' },
    brought: {
      get: { ja: '通知書を受け取る', en: 'Get your notice' },
      getWhat: { ja: '所属の窓口で、IDと有効化キーの書かれた通知書を受け取ります。申請はいりません。', en: 'The office of your unit hands you a notice with your ID and an activation key. You need not apply.' },
      activate: { ja: '有効化する', en: 'Activate' },
      activateWhat: { ja: 'IDと有効化キーを入力し、自分でパスワードを決めます。すぐに使えます。', en: 'Enter the ID and the key and choose your own password. It works at once.' },
      use: { ja: '使う', en: 'Use it' },
      useWhat: { ja: 'マイページで、使えるものと終わりの日、その理由が分かります。', en: 'Your page shows what you may use, until when, and why.' },
    },
    applied: {
      apply: { ja: '申請する', en: 'Apply' },
      applyWhat: { ja: '画面の質問に答えて申請します。受け入れの先生がいる場合は、先生の確認を受けます。', en: 'Answer the questions on the page. If a member hosts you, they confirm it.' },
      show: { ja: '書類を見せる', en: 'Show your document' },
      showWhat: { ja: '辞令・受入証明書・採用通知などを窓口で見せます。間に合わないときは短い期限で先に使えることがあります。', en: 'Show your appointment, certificate of acceptance or award letter at a counter. If it is late you may start for a short time without it.' },
      activate: { ja: '有効化する', en: 'Activate' },
      activateWhat: { ja: '窓口で受け取った有効化キーでパスワードを決めます。', en: 'Choose your password with the key you got at the counter.' },
    },
    toActivate: { ja: '有効化のページへ', en: 'To the activation page' },
    toApply: { ja: '申請をはじめる', en: 'Start applying' },
    help: { ja: '分からないことは', en: 'Still wondering?' },
    helpWhat: { ja: 'お問い合わせのページからお尋ねください。', en: 'Ask us on the contact page.' },
    basis: { ja: 'この案内は、今の利用資格規則（第{version}版）から作られています。', en: 'This guide is made from the rule book in force (version {version}).' },
  },
  accessibility: {
    title: { ja: 'アクセシビリティ', en: 'Accessibility' },
    lead: { ja: 'どなたにも使っていただけるように作っています。', en: 'Made to be used by everyone.' },
    aim: { ja: '目標', en: 'What we aim at' },
    aimWhat: { ja: 'WCAG 2.2 の適合レベル AA を目標とし、すべての画面を日英両方で自動検査しています。', en: 'WCAG 2.2 level AA. Every page is checked by machine in both languages.' },
    ways: { ja: '使い方', en: 'Ways to use it' },
    list: [
      { ja: 'キーボードだけで操作できます。Tab で進み、Enter で決定します。', en: 'Everything works with the keyboard alone: Tab to move, Enter to act.' },
      { ja: '職員の一覧では / で検索、j と k で移動できます。使わない設定もできます。', en: 'In staff lists, / goes to the search and j and k move; they can be switched off.' },
      { ja: '文字は200%まで拡大しても崩れません。', en: 'Text can be enlarged to 200 % without loss.' },
      { ja: 'JavaScript がなくても使えます。', en: 'It works without JavaScript.' },
      { ja: '明るい画面と暗い画面は、お使いの端末の設定に従います。', en: 'Light and dark follow your device.' },
    ],
    trouble: { ja: '使いにくいところがあったら', en: 'If something is hard to use' },
    troubleWhat: { ja: 'お知らせください。直すまでの間、ほかの方法で手続きできるようにします。', en: 'Please tell us. Until it is mended we find you another way.' },
    tell: { ja: '使いにくさを知らせる', en: 'Tell us' },
  },
} as const
