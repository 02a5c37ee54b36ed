/** ○ The words of the registry's pages. */
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

/** Words of the people search and of a person's page. */
// prettier-ignore
export const peopleWords = {
  search: { ja: '検索', en: 'Search' },
  kana: { ja: 'カナ', en: 'Kana' },
  hints: [
    { ja: '氏名：佐藤、さとう、サトウ、sato のどれでも', en: 'a name in kanji, kana or roman letters' },
    { ja: '学生番号・職員番号・利用者番号', en: 'a student, staff or person number' },
    { ja: 'アカウント名', en: 'an account name' },
  ],
  foundNobody: { ja: '「{query}」で始まる人は見つかりませんでした。別の書き方（かな・ローマ字）や番号でもお試しください。名寄せの判断を待つ人は、まだここに現れません。', en: 'Nobody begins with “{query}”. Try another spelling, kana or a number. Someone who waits as a match case is not here yet.' },
  foundMany: { ja: '{count}人が見つかりました。', en: '{count} found.' },
  foundTooMany: { ja: '最初の{count}人です。続きを入力すると絞り込めます。', en: 'The first {count}. Type on to narrow it down.' },
  history: { ja: 'これまでの記録', en: 'How this person was known' },
  firstTold: { ja: '原簿に載りました', en: 'First told by an office' },
  changed: { ja: '内容が変わりました', en: 'Changed' },
  nameChanged: { ja: '氏名が変わりました', en: 'The name changed' },
  becameState: { ja: '記録の状態：', en: 'The record became:' },
  knownAs: { ja: '氏名：', en: 'Known as' },
  byImport: { ja: 'その取込を見る', en: 'see the import' },
  byHand: { ja: '担当者の判断', en: 'by an officer' },
  empty: { ja: '（空）', en: '(empty)' },
  acts: { ja: 'この人について行えること', en: 'What you may do' },
  holdHint: { ja: '止めている間、取込はこの人を変えません。調べが終わったら再開してください。', en: 'While it lasts no import changes this person. Let go when the matter is clear.' },
  unmergeHint: { ja: '別の人と分かった根拠を書きます。記録と識別子はそれぞれの人に戻ります。', en: 'Say how it turned out that they are two. Records and identifiers go back to each.' },
  mergeStates: {
    proposed: { ja: '承認待ち', en: 'Waiting for a second officer' },
    merged: { ja: '統合済み', en: 'Merged' },
    unmerged: { ja: '元に戻しました', en: 'Undone' },
    withdrawn: { ja: '取下げ', en: 'Withdrawn' },
  },
  contactKinds: { mail: { ja: 'メール', en: 'Mail' }, phone: { ja: '電話', en: 'Telephone' }, postal: { ja: '住所', en: 'Address' } },
  namespaces: { login: { ja: 'アカウント名', en: 'account name' }, mail: { ja: 'メールアドレス', en: 'mail address' } },
  givenOn: { ja: '割り当てた日時：', en: 'given on' },
  firstSeen: { ja: '最初の受付', en: 'First received' },
  lastChanged: { ja: '最後の変更', en: 'Last changed' },
  noEnd: { ja: '定めなし', en: 'no end is known' },
  noAffiliation: { ja: '今もこれまでも、身分の記録はありません。', en: 'No affiliation, now or before.' },
  noRecord: { ja: 'この人を指す原簿の記録はありません。', en: 'No record means this person.' },
  toReasons: { ja: '利用資格とその理由', en: 'What this person may use, and why' },
  toAccounts: { ja: 'アカウント', en: 'Accounts' },
  toCounter: { ja: '窓口で対応する', en: 'Help at the counter' },
  toAudit: { ja: '監査記録', en: 'Audit log' },
  notDone: { ja: '手続きできませんでした。', en: 'This could not be done.' },
} as const

/** Words of the imports. */
// prettier-ignore
export const importWords = {
  file: { ja: '{day}のファイル', en: 'File of {day}' },
  fileOf: { ja: '{source}：{day}', en: '{source}: {day}' },
  by: { ja: '受け付けた人', en: 'Taken in by' },
  changes: { ja: '変更', en: 'Changes' },
  noChange: { ja: '変わりなし', en: 'nothing changes' },
  count: { ja: '{name} {count}', en: '{count} {name}' },
  few: { create: { ja: '新規', en: 'new' }, link: { ja: '結付け', en: 'linked' }, update: { ja: '変更', en: 'changed' }, return: { ja: '復帰', en: 'returned' }, missing: { ja: 'ファイルにない', en: 'missing' }, end: { ja: '終了', en: 'ended' }, void: { ja: '取消し', en: 'void' }, doubt: { ja: '判断待ち', en: 'in doubt' }, quarantine: { ja: '読めない行', en: 'set aside' } },
  waiting: { ja: '確認を待つ取込が{count}件あります', en: '{count} imports wait for you' },
  waitingOne: { ja: '確認を待つ取込があります', en: 'An import waits for you' },
  open: { ja: '予行の結果を見る', en: 'Look at the rehearsal' },
  lastTaken: { ja: '最後の取込：', en: 'Last import:' },
  neverTaken: { ja: 'まだ取り込んでいません。', en: 'Nothing taken in yet.' },
  received: { ja: '{at} に受け付けたファイルです（{rows}行）。', en: 'Received {at}; rows in the file: {rows}.' },
  nothingChanged: { ja: 'この取込で変わった人はいません。', en: 'Nobody was changed by this import.' },
  nothingWould: { ja: '反映しても変わる人はいません。', en: 'Applying it would change nobody.' },
  particulars: { ja: 'ファイルと計画', en: 'File and plan' },
  appliedBy: { ja: '反映した人', en: 'Applied by' },
  mode: { ja: 'ファイルの種類', en: 'Kind of file' },
  full: { ja: '全件（載っていない人は「ファイルにない」として数えます）', en: 'complete (whoever is absent counts as missing)' },
  delta: { ja: '差分（載っていない人は変わりません）', en: 'changes only (whoever is absent stays)' },
  doubtNext: { ja: '名寄せの判断を待つ行があります', en: 'Some rows wait as match cases' },
  toMatches: { ja: '名寄せへ', en: 'To the match cases' },
  mapTitle: { ja: '{source}：列の対応づけ', en: '{source}: mapping of columns' },
  matchOf: { ja: '名寄せ：{name}', en: 'Match case: {name}' },
  kept: { ja: '封をして保管（表示しません）', en: 'kept sealed, not shown' },
  points: { ja: '{points}点', en: '{points} points' },
  likeness: { ja: '一致度 {score}（100点中）', en: 'Likeness {score} of 100' },
} as const

export const words = {
  imports: { ja: '取込', en: 'Imports' },
  importsLead: {
    ja: '原簿のファイルを受け取り、予行で確かめてから反映します。',
    en: 'Files of the record offices come in, are rehearsed, and are applied once looked at.',
  },
  upload: { ja: 'ファイルを取り込む', en: 'Take in a file' },
  source: { ja: '原簿', en: 'Source' },
  file: { ja: 'ファイル', en: 'File' },
  fileHint: {
    ja: 'CSV または TSV。受け取ると予行が始まり、反映はまだ行いません。',
    en: 'CSV or TSV. It is rehearsed at once; nothing is applied yet.',
  },
  receive: { ja: '受け取って予行する', en: 'Take in and rehearse' },
  recent: { ja: 'これまでの取込', en: 'Imports so far' },
  none: { ja: '取込はまだありません。', en: 'Nothing has been imported yet.' },
  received: { ja: '受付', en: 'Received' },
  state: { ja: '状態', en: 'State' },
  rows: { ja: '行数', en: 'Rows' },
  sources: { ja: '原簿', en: 'Sources' },
  mapping: { ja: '列の対応づけ', en: 'Mapping of columns' },
  notMapped: { ja: '対応づけがまだです', en: 'Not mapped yet' },
  changes: { ja: '変わること', en: 'What changes' },
  samples: { ja: '例', en: 'Samples' },
  all: { ja: 'すべて見る', en: 'See all' },
  lookFirst: { ja: '予行の結果を確かめて、反映してください', en: 'Look at the rehearsal, then apply it' },
  lookWhy: {
    ja: '示したとおりに、それだけが反映されます。',
    en: 'Exactly what is shown is applied, and nothing else.',
  },
  apply: { ja: 'このとおりに反映する', en: 'Apply as shown' },
  rehearseAgain: { ja: 'もう一度予行する', en: 'Rehearse again' },
  discard: { ja: '取りやめる', en: 'Discard' },
  giveUpHeld: { ja: '残りを取りやめる', en: 'Give up what is held' },
  brake: { ja: '歯止め', en: 'The brake' },
  staysAs: { ja: '残る人', en: 'Stays' },
  goesInto: { ja: 'まとめられる人', en: 'Is merged into it' },
  held: { ja: '変更が多すぎるため、歯止めで止まっています', en: 'So many changes at once are held by the brake' },
  heldWhat: {
    ja: '{names}：安全な残りだけが反映されます。外すには、もう一人の担当者の承認が要ります。',
    en: '{names}: only the safe rest is applied. Another officer must agree to lift it.',
  },
  lift: { ja: '歯止めを外すよう依頼する', en: 'Ask to lift the brake' },
  release: { ja: '歯止めを外すことを承認する', en: 'Agree to lift the brake' },
  askedBy: { ja: 'ほかの担当者が依頼しています：', en: 'Another officer asks:' },
  waitingOther: { ja: 'ほかの担当者の承認を待っています', en: 'Waiting for another officer' },
  lifted: { ja: '歯止めは外されました。残りを反映できます', en: 'The brake is lifted; the rest may be applied' },
  reason: { ja: '理由', en: 'Reason' },
  undoHeading: { ja: '取り消す', en: 'Undo' },
  undoLook: { ja: '取り消すと何が戻るかを見る', en: 'See what an undo would put back' },
  undo: { ja: '取り消す', en: 'Undo this import' },
  undoBack: { ja: '元に戻るもの', en: 'Goes back' },
  undoStays: { ja: '残るもの', en: 'Must stay' },
  undoPersons: { ja: '人物台帳に休止として残る人', en: 'People who stay in the register, at rest' },
  undoPersonsWhy: {
    ja: '削除はされません。再び名簿に載れば、同じ人として戻ります。',
    en: 'Nobody is deleted. When a file brings them again, they come back as the same persons.',
  },
  undoIdentifiers: { ja: '台帳に残る発行済みの識別子', en: 'Identifiers that stay in the ledger' },
  undoIdentifiersWhy: {
    ja: '一度発行した識別子は、ほかの人に使われることがありません。',
    en: 'An identifier once issued is never anyone else’s.',
  },
  undoAccounts: { ja: 'アカウント', en: 'Accounts' },
  undoAccountsWhy: {
    ja: '他に資格のない人のアカウントは、未使用なら直ちに、使用中なら本人へ予告して7日後に廃止されます。すぐに止めるには個別に停止してください。',
    en: 'Of those with no other entitlement, an unused account closes at once; one in use closes seven days after its owner is told. To stop one sooner, suspend it.',
  },
  working: { ja: '反映しています', en: 'Applying' },
  undoing: { ja: '取り消しています', en: 'Undoing' },
  rehearsing: {
    ja: '予行しています。数秒から数十秒かかります。',
    en: 'The rehearsal is running; it takes seconds, for a whole university less than a few minutes.',
  },
  line: { ja: '行', en: 'Line' },
  number: { ja: '番号', en: 'Number' },
  name: { ja: '氏名', en: 'Name' },
  what: { ja: '内容', en: 'What' },
  column: { ja: '列', en: 'Column' },
  why: { ja: '理由', en: 'Why' },
  nothing: { ja: '該当する行はありません。', en: 'There are no such rows.' },
  more: { ja: '次の行', en: 'Further rows' },
  backdated: { ja: '過去の日付です', en: 'in the past' },
  asOf: { ja: 'ファイルの日付', en: 'As of' },
  plan: { ja: '計画の指紋', en: 'Fingerprint of the plan' },
  matches: { ja: '名寄せ', en: 'Match cases' },
  matchesLead: {
    ja: '原簿の人が、既に知っている人かもしれません。判断するまで、アカウントは発行されません。',
    en: 'A record may mean someone known. Until you decide, no account is issued by it.',
  },
  matchesNone: { ja: '判断を待つ件はありません。', en: 'No case is waiting.' },
  due: { ja: '期限', en: 'Due' },
  kind: { ja: '種類', en: 'Kind' },
  possible: { ja: '候補あり', en: 'Possible' },
  conflict: { ja: '食い違いあり', en: 'Conflict' },
  candidate: { ja: '候補', en: 'Candidate' },
  record: { ja: '原簿の記録', en: 'The record' },
  known: { ja: '台帳の人', en: 'The person known' },
  score: { ja: '一致度', en: 'Likeness' },
  evidence: { ja: '比べた点', en: 'What was compared' },
  decide: { ja: '判断する', en: 'Decide' },
  decision: { ja: 'この記録は', en: 'This record means' },
  isThis: { ja: 'この人です：{name}', en: 'this person: {name}' },
  isNew: { ja: '新しい人です', en: 'someone new' },
  isMistake: { ja: '記録の誤りです', en: 'nobody: it is a mistake' },
  settle: { ja: '判断を記録する', en: 'Record the decision' },
  settled: { ja: 'この件は判断済みです', en: 'This case is settled' },
  split: { ja: '分ける（別の人でした）', en: 'Split: it was someone else' },
  people: { ja: '利用者', en: 'People' },
  peopleLead: {
    ja: '大学に身分のある人、あった人を探します。先頭の2文字があれば足ります。',
    en: 'Everyone who is or was part of the university. The first two letters are enough.',
  },
  search: { ja: '氏名または番号', en: 'Name or number' },
  searchLabel: { ja: '人を探す', en: 'Find people' },
  found: { ja: '見つかった人', en: 'People found' },
  foundNone: {
    ja: '見つかりませんでした。別の書き方でもお試しください。',
    en: 'Nobody was found. Try another spelling.',
  },
  tooShort: { ja: '2文字以上入れてください。', en: 'Type at least two characters.' },
  status: { ja: '身分', en: 'Status' },
  unit: { ja: '所属', en: 'Unit' },
  names: { ja: '氏名', en: 'Names' },
  affiliations: { ja: '身分と所属', en: 'Affiliations' },
  from: { ja: 'から', en: 'From' },
  until: { ja: '終了', en: 'Ends' },
  records: { ja: '原簿の記録', en: 'Records of the offices' },
  identifiers: { ja: '識別子', en: 'Identifiers' },
  identifiersNone: { ja: '識別子はまだありません。', en: 'No identifier yet.' },
  contacts: { ja: '連絡先', en: 'Contacts' },
  verified: { ja: '確認済み', en: 'Verified' },
  unverified: { ja: '未確認', en: 'Not verified' },
  personNumber: { ja: '利用者番号', en: 'Person number' },
  heldNow: { ja: '自動の変更を止めています', en: 'Held against automatic change' },
  hold: { ja: '自動の変更を止める', en: 'Hold against automatic change' },
  letGo: { ja: '自動の変更を再開する', en: 'Let go' },
  merge: { ja: '別の人と統合する', en: 'Merge with another person' },
  mergeHint: {
    ja: '同じ人と分かったとき、残す側（この人）と、統合する相手の利用者番号を指定します。ほかの担当者の承認で統合され、元に戻せます。',
    en: 'When both are one: this person stays; name the other by person number. Another officer releases it; it can be undone.',
  },
  mergeOther: { ja: '相手の利用者番号', en: "The other's person number" },
  propose: { ja: '統合を提案する', en: 'Propose the merge' },
  merges: { ja: '統合', en: 'Merges' },
  releaseMerge: { ja: '統合を承認する', en: 'Release the merge' },
  unmerge: { ja: '元に戻す', en: 'Undo the merge' },
  mergedInto: { ja: 'この人は別の人に統合されています', en: 'This person was merged into another' },
  see: { ja: '見る', en: 'See' },
  noOther: { ja: 'その番号の人はいません。', en: 'There is no person of that number.' },
  chooseFile: { ja: 'ファイルを選んでください。', en: 'Choose a file.' },
  chooseSource: { ja: '原簿を選んでください。', en: 'Choose a source.' },
  giveReason: { ja: '理由を書いてください。', en: 'Give a reason.' },
  choose: { ja: '選んでください。', en: 'Choose one.' },
  mapLead: {
    ja: 'ファイルの見出しが、こちらのどの項目に当たるかを決めます。選ばない列は取り込みません。',
    en: 'What each heading of the file means to us. A column that is left out is not taken in.',
  },
  sample: { ja: '見本のファイルから見出しを読む', en: 'Read the headings from a sample file' },
  sampleHint: {
    ja: '読み取った内容は保存しません。見出しや形式が変わったときも、ここから始めます。',
    en: 'Nothing of it is kept. Begin here also when headings or format have changed.',
  },
  guess: { ja: '見出しを読んで提案する', en: 'Read and suggest' },
  headings: { ja: '見出しと項目', en: 'Headings and fields' },
  headingsHint: {
    ja: '番号・身分・氏名（または姓）は必要です。ほかは分かるものだけで構いません。',
    en: 'Number, status and a name (whole, or family) are needed; of the rest, what there is.',
  },
  notTaken: { ja: '取り込まない', en: 'Not taken in' },
  required: { ja: '「{heading}」が空の行は取り込まない', en: 'Set aside rows in which “{heading}” is empty' },
  example: { ja: '例：', en: 'Such as:' },
  statuses: { ja: '身分の言葉', en: 'Words for statuses' },
  statusesHint: {
    ja: 'ファイルに出てくる言葉を1行に1つ、「学部学生 = ug」のように書きます。ここにない言葉の行は取り込まれません。',
    en: 'Each word that the file uses, one a line, such as “学部学生 = ug”. Rows with any other word are set aside.',
  },
  encoding: { ja: '文字コード', en: 'Encoding' },
  delimiter: { ja: '区切り', en: 'Delimiter' },
  comma: { ja: 'カンマ', en: 'Comma' },
  tab: { ja: 'タブ', en: 'Tab' },
  endsOn: { ja: '終了日の書き方', en: 'What the end day means' },
  lastDay: { ja: '最後の日（その日まで有効）', en: 'The last day that still counts' },
  dayAfter: { ja: '翌日（その日から無効）', en: 'The first day that no longer counts' },
  keyKind: { ja: '番号の意味', en: 'What the number means' },
  keyPerson: { ja: '人の番号（学生番号・職員番号）', en: 'The person (student number, staff number)' },
  keyPaper: { ja: '書類の番号（申請・契約）', en: 'A paper (application, contract)' },
  voucher: { ja: '誰が確かめた内容か', en: 'Who vouches for it' },
  byOffice: { ja: '事務が書類で確かめた', en: 'An office that saw papers' },
  bySelf: { ja: '本人の申告のみ', en: 'The applicant alone' },
  keyCharacters: { ja: '番号の文字', en: 'Characters of the number' },
  digits: { ja: '数字だけ', en: 'Digits' },
  lettersAndDigits: { ja: '英数字', en: 'Letters and digits' },
  save: { ja: '保存する', en: 'Save' },
  badStatus: { ja: '「言葉 = コード」の形で書いてください。', en: 'Write “word = code”.' },
  mappingWrong: {
    no_key: { ja: '「番号」に当たる見出しを選んでください。', en: 'Choose the heading that is the number.' },
    no_status: { ja: '「身分」に当たる見出しを選んでください。', en: 'Choose the heading that is the status.' },
    no_name: { ja: '「氏名」か「姓」に当たる見出しを選んでください。', en: 'Choose the heading that is the name.' },
    twice: { ja: '同じ項目を二つの見出しに当てています。', en: 'Two headings have this meaning; choose one.' },
  },
} as const satisfies Readonly<Record<string, Bilingual | Readonly<Record<string, Bilingual>>>>
