/** ○ What states, verdicts, kinds of names and reasons are called on the registry's pages, and in which tone. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Tone } from '../../platform/web/state.ts'
import type { ImportState, Verdict } from '../imports/import.ts'
import type { AffiliationState, PersonState } from '../persons/person.ts'
import type { RecordState } from '../imports/plan.ts'
import type { NameKind } from '../names/name.ts'

export const importStates = {
  staged: { ja: '予行中', en: 'Being rehearsed' },
  rehearsed: { ja: '確認待ち', en: 'Waiting for you' },
  applying: { ja: '反映中', en: 'Being applied' },
  blocked: { ja: '歯止めあり', en: 'Held by the brake' },
  applied: { ja: '反映済み', en: 'Applied' },
  undoing: { ja: '取消し中', en: 'Being undone' },
  undone: { ja: '取消し済み', en: 'Undone' },
  discarded: { ja: '取りやめ', en: 'Discarded' },
} as const satisfies Record<ImportState, Bilingual>

export const importTones: Readonly<Record<ImportState, Tone>> = {
  staged: 'calm',
  rehearsed: 'attention',
  applying: 'calm',
  blocked: 'danger',
  applied: 'done',
  undoing: 'calm',
  undone: 'ended',
  discarded: 'ended',
}

export const verdictNames = {
  create: { ja: '新しい人', en: 'New people' },
  link: { ja: '既知の人に結び付け', en: 'Linked to known people' },
  update: { ja: '変更', en: 'Changed' },
  return: { ja: '復帰', en: 'Returned' },
  noop: { ja: '変更なし', en: 'Unchanged' },
  missing: { ja: 'ファイルにない', en: 'Not in the file' },
  end: { ja: '終了', en: 'Ended' },
  void: { ja: '誤りとして取消し', en: 'Void: a mistake' },
  doubt: { ja: '名寄せの判断待ち', en: 'In doubt' },
  quarantine: { ja: '読めない行', en: 'Set aside' },
} as const satisfies Record<Verdict, Bilingual>

export const personStates = {
  provisional: { ja: '仮登録', en: 'Provisional' },
  active: { ja: '在籍', en: 'Active' },
  dormant: { ja: '在籍なし', en: 'Dormant' },
  archived: { ja: '保管', en: 'Archived' },
  erased: { ja: '消去', en: 'Erased' },
  merged: { ja: '統合済み', en: 'Merged' },
} as const satisfies Record<PersonState, Bilingual>

export const personTones: Readonly<Record<PersonState, Tone>> = {
  provisional: 'attention',
  active: 'done',
  dormant: 'ended',
  archived: 'ended',
  erased: 'ended',
  merged: 'ended',
}

export const affiliationStates = {
  active: { ja: '在籍', en: 'Active' },
  on_leave: { ja: '休学・休職', en: 'On leave' },
  ended: { ja: '終了', en: 'Ended' },
  void: { ja: '取消し', en: 'Void' },
} as const satisfies Record<AffiliationState, Bilingual>

/** One whose first day is to come. */
export const affiliationPlanned = { ja: '予定', en: 'Planned' } as const satisfies Bilingual

export const affiliationTones: Readonly<Record<AffiliationState, Tone>> = {
  active: 'done',
  on_leave: 'attention',
  ended: 'ended',
  void: 'ended',
}

export const recordStates = {
  active: { ja: '有効', en: 'Present' },
  missing: { ja: 'ファイルにない', en: 'Missing' },
  ended: { ja: '終了', en: 'Ended' },
  withdrawn: { ja: '誤り', en: 'Withdrawn' },
} as const satisfies Record<RecordState, Bilingual>

export const recordTones: Readonly<Record<RecordState, Tone>> = {
  active: 'done',
  missing: 'attention',
  ended: 'ended',
  withdrawn: 'ended',
}

export const nameKinds = {
  official: { ja: '戸籍氏名', en: 'Official name' },
  usual: { ja: '通称・使用姓', en: 'Usual name' },
  former: { ja: '旧姓', en: 'Former name' },
} as const satisfies Record<NameKind, Bilingual>

export const rowReasons: Readonly<Record<string, Bilingual>> = {
  absent: { ja: '今回のファイルにありません。', en: 'Not in this file.' },
  absent_too_often: { ja: '続けてファイルにないため終了します。', en: 'Absent too often in a row.' },
  end_day: { ja: '終了日が来ました。', en: 'The end day has come.' },
  person_held: { ja: 'この人は自動の変更を止めています。', en: 'This person is held against automatic change.' },
  perhaps_unreadable: {
    ja: '読めない行のどれかかもしれません。',
    en: 'It may be one of the rows that could not be read.',
  },
  voided_by_source: { ja: '原簿が誤りとして取り消しました。', en: 'The office says it was a mistake.' },
  was_missing: { ja: '前回はファイルにありませんでした。', en: 'It was missing before.' },
  was_ended: { ja: '終了していました。', en: 'It had ended.' },
  was_withdrawn: { ja: '取り消されていました。', en: 'It had been withdrawn.' },
  possible: { ja: '既知の人かもしれません。', en: 'It may mean someone known.' },
  conflict: {
    ja: '似た人がいますが、食い違う点があります。',
    en: 'Someone is alike, but something speaks against it.',
  },
  stale: {
    ja: '予行のあとに変わったため、反映しませんでした。',
    en: 'It changed after the rehearsal and was left alone.',
  },
  changed_by_hand: { ja: '人の判断で変えられています。', en: 'Changed by hand since.' },
  changed_by_later_import: { ja: '後の取込で変わっています。', en: 'Changed by a later import.' },
}

/** What kinds of actors are called where there is no name. */
export const actorKinds = {
  stranger: { ja: 'サインイン前の人', en: 'someone not signed in' },
  operator: { ja: 'コマンドラインの運用者', en: 'operator at the command line' },
  machine: { ja: 'プログラム', en: 'program' },
  system: { ja: '自動処理', en: 'the system' },
  person: { ja: '台帳にない人', en: 'someone not in the registry' },
} as const satisfies Record<string, Bilingual>
