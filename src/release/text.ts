/** Words of release: consent, and what was told about me. */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { RefusalsOf } from '../platform/use-case.ts'
import type { giveConsent, withdrawConsent } from './use-cases.ts'

// prettier-ignore
export const refusals = {
  'consent.changed': { ja: '表示してから内容が変わりました。もう一度ご確認ください。', en: 'What would be sent has changed since it was shown. Please look again.' },
  'consent.none': { ja: 'このサービスへの同意はありません。', en: 'There is no consent for this service.' },
} as const satisfies Record<RefusalsOf<typeof giveConsent> | RefusalsOf<typeof withdrawConsent>, Bilingual>

// prettier-ignore
export const notices = {
  'consent-withdrawn': { ja: '同意を取り消しました。次にサインインするときに、もう一度お尋ねします。', en: 'Your consent is withdrawn. You will be asked again at the next sign-in.' },
} as const satisfies Record<string, Bilingual>

// prettier-ignore
export const words = {
  consent: {
    title: { ja: '{name} に情報を送ります', en: 'Send this to {name}?' },
    lead: { ja: 'サインインを続けるには、次の情報を送ることに同意してください。同意はいつでもマイページで取り消せます。', en: 'To go on, please agree that the following is sent. You can withdraw your consent on your page at any time.' },
    purpose: { ja: '利用目的', en: 'What it is used for' },
    privacy: { ja: 'サービスの個人情報の取り扱い', en: 'The service’s privacy page' },
    yes: { ja: '同意して進む', en: 'Agree and go on' },
    no: { ja: '送らずにやめる', en: 'Send nothing and stop' },
    subject: { ja: '利用者識別子', en: 'Your identifier for this service' },
    subjectMeaning: { ja: 'サービスがあなたを見分けるための、意味のない文字列', en: 'A meaningless string by which the service recognises you' },
    noValue: { ja: '（値がないため送られません）', en: '(no value, so it is not sent)' },
    sent: { ja: '送られる情報', en: 'What is sent' },
  },
  releases: {
    title: { ja: 'サービスに送った情報', en: 'What services were told about me' },
    lead: { ja: 'いつ、どのサービスに、どの情報を送ったかの記録です。', en: 'Which service was told what about you, and when.' },
    consents: { ja: '同意しているサービス', en: 'Services you agreed to' },
    withdraw: { ja: '同意を取り消す', en: 'Withdraw' },
    since: { ja: '{at} に同意', en: 'agreed on {at}' },
    told: { ja: '送信の記録', en: 'What was sent' },
    service: { ja: 'サービス', en: 'Service' },
    when: { ja: '最後の送信', en: 'Last sent' },
    what: { ja: '情報', en: 'What' },
    times: { ja: '回数', en: 'Times' },
    none: { ja: 'まだどのサービスにも送っていません。', en: 'Nothing has been sent to any service yet.' },
    noConsents: { ja: '同意しているサービスはありません。', en: 'You have agreed to no service.' },
    onlySubject: { ja: '識別子のみ', en: 'only the identifier' },
  },
} as const
