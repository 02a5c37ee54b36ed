/** The platform's words. */
import type { Bilingual } from '../kernel/bilingual.ts'
import { backupRefusals } from './backup/text.ts'

export const text = {
  useCases: {
    registerMachineClient: { ja: 'APIを呼ぶプログラムを登録する', en: 'Register a program that calls the API' },
    revokeMachineClient: { ja: 'プログラムの登録を取り消す', en: 'Revoke a registered program' },
    listMachineClients: { ja: '登録されたプログラムの一覧', en: 'List registered programs' },
    retryJob: { ja: 'あきらめたジョブをもう一度実行する', en: 'Try a job again that was given up' },
    dropJob: { ja: 'あきらめたジョブを取り除く', en: 'Drop a job that was given up' },
    retryMails: { ja: 'あきらめたメールをもう一度送る', en: 'Send mails again that were given up' },
    dropMails: { ja: 'あきらめたメールを取り除く', en: 'Drop mails that were given up' },
    refuseProposal: {
      ja: '二人目の承認を待つ提案を断る、または取り下げる',
      en: 'Refuse or withdraw a proposal that waits for a second person',
    },
    makeApproval: { ja: 'コマンドラインで使う承認コードを出す', en: 'Make an approval code for the command line' },
    changeSetting: {
      ja: '設定を変える（守りに関わるものは二名承認）',
      en: 'Change a setting (two persons where it guards something)',
    },
    releaseSetting: { ja: '提案された設定の変更を承認する', en: 'Release the change of a setting' },
    retryMail: { ja: '送れなかったメールをもう一度送る', en: 'Try again to send a mail' },
    dropMail: { ja: 'メールを送るのをあきらめる', en: 'Give up sending a mail' },
    retryPerson: { ja: '再計算できなかった人をもう一度計算する', en: 'Recompute a person whose recompute failed' },
    dropPerson: { ja: '再計算できなかった人を一覧から外す', en: 'Take a person off the list of failed recomputes' },
    rotateVaultKey: { ja: '秘密情報を封じる鍵を替える', en: 'Roll the key that seals secrets' },
  },
  commands: {
    auditVerify: { ja: '監査記録が書き換えられていないか確かめる', en: 'Check that the audit log was not altered' },
    rootsFlag: { ja: '封の控えのファイル', en: 'file with the seals kept outside the database' },
  },
  // prettier-ignore
  settings: {
    oneALine: { ja: '1行に1つずつ入力してください。', en: 'One on each line.' },
    inJapanese: { ja: '日本語', en: 'Japanese' },
    inEnglish: { ja: '英語', en: 'English' },
    between: { ja: '{from} から {to} まで', en: 'From {from} to {to}' },
    before: { ja: '今の値', en: 'At present' },
    after: { ja: '変更後', en: 'Afterwards' },
    setting: { ja: '設定', en: 'Setting' },
    wrong: {
      choice: { ja: '1つ選んでください。', en: 'Choose one.' },
      number: { ja: '決められた範囲の数を入力してください。', en: 'Enter a number within the range given.' },
      lines: { ja: '使えない行があります。1行に1つずつ、決められた形で入力してください。', en: 'One of the lines cannot be used. Enter one on each line, in the form given.' },
      bilingual: { ja: '日本語と英語の両方を入力してください。', en: 'Enter it in both languages.' },
      parts: { ja: '入力を確かめてください。', en: 'Please check this.' },
      text: { ja: '入力を確かめてください。', en: 'Please check this.' },
    },
  },
} as const

// prettier-ignore
export const refusals: Readonly<Record<string, Bilingual>> = {
  ...backupRefusals,
  'audit.changed': { ja: '記録 {seq} が書き換えられています。', en: 'Entry {seq} was changed.' },
  'audit.removed': { ja: '記録 {seq} が取り除かれています。', en: 'Entry {seq} was removed.' },
  'audit.moved': { ja: '記録 {seq} の順番が変えられています。', en: 'Entry {seq} was moved.' },
  'audit.inserted': { ja: '記録 {seq} が後から差し込まれています。', en: 'Entry {seq} was inserted.' },
  'audit.seal_broken': { ja: '封 {seal} が壊れています。', en: 'Seal {seal} is broken.' },
  'audit.seal_missing': { ja: '封 {seal} がありません。', en: 'Seal {seal} is missing.' },
  'audit.rewritten': { ja: '封 {seal}（記録 {firstSeq}〜{lastSeq}）が外の控えと違います。', en: 'Seal {seal} (entries {firstSeq} to {lastSeq}) is not the one remembered outside.' },
  'audit.cut_off': { ja: '封 {seal} より後が切り取られています（外の控えは {remembered} まで）。', en: 'Everything after seal {seal} was cut off; the outside remembers {remembered}.' },
  'audit.roots_missing': { ja: '封の控えのファイル {file} がありません。', en: 'The file of remembered seals {file} is missing.' },
  'audit.roots_unreadable': { ja: '封の控え {file} の {line} 行目を読めません。', en: 'Line {line} of the remembered seals {file} cannot be read.' },
  'csv.unwritable_character': { ja: '{line}行目{column}列の文字「{character}」は、このファイルの文字コードでは書けません。', en: 'The character "{character}" in line {line}, column {column} cannot be written in this file’s encoding.' },
  'audit.not_whole': { ja: '監査記録に食い違いがあります。', en: 'The audit log does not agree with its seals.' },
  'setting.wrong': { ja: 'この値は使えません。', en: 'This value cannot be used.' },
  'setting.same': { ja: '今の値と同じです。', en: 'This is the present value.' },
  'setting.changed_meanwhile': { ja: 'この画面を開いた後に、別の人がこの設定を変えました。今の値を確かめてから、もう一度変更してください。', en: 'Somebody else changed this setting after you opened the page. Look at what it is now, then change it again.' },
  'machine.revoked': { ja: 'このプログラムの登録は既に取り消されています。', en: 'This program was revoked already.' },
  'mail.address_wrong': {
    ja: 'メールアドレスの形式が正しくありません。',
    en: 'This is not a mail address we can use.',
  },
  'proposal.unknown': { ja: 'その提案は見つかりません。', en: 'There is no such proposal.' },
  'proposal.settled': { ja: 'この提案は既に処理されています。', en: 'This proposal was settled already.' },
  'proposal.expired': {
    ja: 'この提案は期限が切れています。もう一度提案してください。',
    en: 'This proposal has expired. Propose it again.',
  },
  'proposal.changed': {
    ja: '提案の内容が変わっています。もう一度確かめてください。',
    en: 'What was proposed has changed. Look at it again.',
  },
  'proposal.same_person': {
    ja: '提案した本人は承認できません。別の担当者が必要です。',
    en: 'The proposer cannot release it. It takes another officer.',
  },
  'proposal.takes_an_officer': {
    ja: '承認には、権限を持つ別の担当者が必要です。',
    en: 'It takes another officer with the right role to release it.',
  },
  'approval.wrong': {
    ja: '承認コードが正しくないか、使用済みか、期限切れです。',
    en: 'The approval code is wrong, used or too old.',
  },
}
