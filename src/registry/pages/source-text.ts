/** ○ The words of the pages about a source: what it is, how it is guarded, and how a new one is added. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { GuardPart } from '../imports/guard.ts'
import type { SourceKind } from '../sources/source.ts'

export const sourceKindNames = {
  students: { ja: '学生の名簿（教務）', en: 'Students (student office)' },
  hr: { ja: '職員の名簿（人事）', en: 'Staff (personnel)' },
  guests: { ja: '受け入れる人の名簿', en: 'Guests' },
  emeriti: { ja: '名誉教授の名簿', en: 'Professors emeriti' },
  facility: { ja: '施設利用者の名簿', en: 'Facility users' },
  manual: { ja: 'そのほかの部署の名簿', en: 'Another office' },
} as const satisfies Record<SourceKind, Bilingual>

export const guardPartNames = {
  create: { ja: '新しい人', en: 'New people' },
  update: { ja: '変更', en: 'Changed' },
  missing: { ja: 'ファイルにない人', en: 'Not in the file' },
  end: { ja: '終了', en: 'Ended' },
  void: { ja: '誤りとしての取消し', en: 'Void: a mistake' },
  base: { ja: '割合を数えるもとの最低数', en: 'Least number that a share is taken of' },
  missingAfter: { ja: '続けて載らないと終了する回数', en: 'Full files in a row without them, before they end' },
} as const satisfies Record<GuardPart, Bilingual>

// prettier-ignore
export const sourceWords = {
  add: { ja: '原簿を加える', en: 'Add a source' },
  addLead: { ja: '新しい部署のファイルを受け入れる準備をします。加えたあと、見本のファイルから列を対応づけます。', en: 'Prepares for the file of another office. Once it is added, its columns are mapped from a sample file.' },
  code: { ja: 'コード', en: 'Code' },
  codeHint: { ja: '英小文字で始め、英小文字・数字・ハイフンで40字まで。あとから変えられません。例：museum', en: 'Lower-case letters, digits and hyphens, beginning with a letter, up to 40. It cannot be changed later. Example: museum' },
  codeWrong: { ja: '英小文字で始まる、英小文字・数字・ハイフンだけの2〜40字にしてください。', en: 'Use 2 to 40 lower-case letters, digits and hyphens, beginning with a letter.' },
  nameJa: { ja: '日本語の名前', en: 'Name in Japanese' },
  nameEn: { ja: '英語の名前', en: 'Name in English' },
  nameHint: { ja: '部署かシステムの名前。例：総合博物館 研究協力者名簿', en: 'The office or its system. Example: University Museum, volunteers' },
  nameMissing: { ja: '名前を書いてください。', en: 'Write a name.' },
  kind: { ja: '何の名簿か', en: 'What it lists' },
  kindHint: { ja: '人事の名簿に載る番号は、受入責任者の番号として使われます。', en: 'Numbers in a personnel list are those by which hosts are named.' },
  trust: { ja: '信頼の順位（1〜100）', en: 'Trust, 1 to 100' },
  trustHint: { ja: '同じ人の氏名などが原簿によって違うとき、数の大きいほうに従います。今の原簿：', en: 'Where offices differ about one person, the greater number has the word. Now:' },
  trustWrong: { ja: '1から100までの整数にしてください。', en: 'Write a whole number from 1 to 100.' },
  choose: { ja: '選んでください。', en: 'Choose one.' },
  mode: { ja: 'ファイルの種類', en: 'Kind of file' },
  full: { ja: '毎回全件（載っていない人は「ファイルにない」として数えます）', en: 'Complete each time (whoever is absent counts as missing)' },
  delta: { ja: '差分（載っていない人は変わりません）', en: 'Changes only (whoever is absent stays)' },
  addIt: { ja: '加えて、列の対応づけへ進む', en: 'Add it, and go on to its columns' },
  about: { ja: 'この原簿について', en: 'About this source' },
  notMapped: { ja: '列の対応づけがまだです', en: 'Its columns are not mapped yet' },
  mapNow: { ja: '列を対応づける', en: 'Map its columns' },
  guard: { ja: '歯止めの値', en: 'The guard' },
  guardLead: { ja: '一度の取込でこれを超える変更は止まり、もう一人の担当者の承認を待ちます。', en: 'What one import changes beyond these limits is held until another officer agrees.' },
  guardTitle: { ja: '{source}：歯止めの値', en: '{source}: the guard' },
  guardRule: { ja: '厳しくする変更はすぐに効きます。ゆるめる変更は、ほかの担当者が承認してから効きます。', en: 'What makes it stricter holds at once. What lowers it holds when another officer has agreed.' },
  change: { ja: '値を変える', en: 'Change the limits' },
  what: { ja: '変更の種類', en: 'Kind of change' },
  share: { ja: '割合（%）', en: 'Share (%)' },
  shareOf: { ja: '{what}：割合（%）', en: '{what}: share (%)' },
  count: { ja: '件数', en: 'Number' },
  countOf: { ja: '{what}：件数', en: '{what}: number' },
  countHint: { ja: '空欄なら、件数では止めません。', en: 'Left empty, no number holds it.' },
  percent: { ja: '{figure}%', en: '{figure}%' },
  noCount: { ja: '件数では止めない', en: 'no limit by number' },
  reason: { ja: '理由', en: 'Reason' },
  shareWrong: { ja: '0より大きく100までの数にしてください。', en: 'Write a number above 0, up to 100.' },
  countWrong: { ja: '1以上の整数か、空欄にしてください。', en: 'Write a whole number from 1, or leave it empty.' },
  baseWrong: { ja: '1以上の整数にしてください。', en: 'Write a whole number from 1.' },
  missingWrong: { ja: '1から30までの整数にしてください。', en: 'Write a whole number from 1 to 30.' },
  reasonMissing: { ja: '理由を書いてください。', en: 'Give a reason.' },
  save: { ja: '変更する', en: 'Change' },
  waits: { ja: '歯止めをゆるめる提案が、ほかの担当者の承認を待っています', en: 'A proposal to lower it waits for another officer' },
  toApprovals: { ja: '承認待ちを見る', en: 'See what waits for approval' },
  becomes: { ja: '{before} → {after}', en: '{before} → {after}' },
  both: { ja: '{share}・{count}', en: '{share}, {count}' },
  atMost: { ja: '{count}件まで', en: 'up to {count}' },
} as const satisfies Readonly<Record<string, Bilingual>>
