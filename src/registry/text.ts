/** ○ The registry's words. */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { ApprovalRefusal } from '../platform/dual-control/approval.ts'
import type { RefusalsOf } from '../platform/use-case.ts'
import { sourceRefusals } from './sources/text.ts'
import type { addSource } from './use-cases/add-source.ts'
import type { applyImport } from './use-cases/apply-import.ts'
import type { discardImport } from './use-cases/discard-import.ts'
import type { guardSource, releaseGuard } from './use-cases/guard-source.ts'
import type { importFile } from './use-cases/import-file.ts'
import type { liftBrake } from './use-cases/lift-brake.ts'
import type { proposeMerge } from './use-cases/merge-persons.ts'
import type { holdPersonUseCase } from './use-cases/people.ts'
import type { settleMatch } from './use-cases/settle-match.ts'
import type { undoImport } from './use-cases/undo-import.ts'

export const text = {
  useCases: {
    importFile: { ja: '原簿のファイルを受け取る', en: 'Take in a file of a record office' },
    rehearseImport: { ja: '取込を予行する', en: 'Rehearse an import' },
    applyImport: { ja: '予行したとおりに取り込む', en: 'Apply an import as rehearsed' },
    liftBrake: { ja: '取込の歯止めを外す（二名承認）', en: 'Lift the brake of an import (two persons)' },
    discardImport: { ja: '取込を取りやめる', en: 'Discard an import' },
    rehearseUndo: { ja: '取込の取消しを予行する', en: 'Rehearse the undo of an import' },
    undoImport: { ja: '取込を取り消す', en: 'Undo an import' },
    settleMatch: { ja: '名寄せを判断する', en: 'Settle a match case' },
    proposeMerge: { ja: '二人の統合を提案する', en: 'Propose to merge two persons' },
    releaseMerge: { ja: '統合を承認する', en: 'Release a merge' },
    unmerge: { ja: '統合を元に戻す', en: 'Undo a merge' },
    findPeople: { ja: '人を探す', en: 'Find people' },
    showPerson: { ja: '人を見る', en: 'Show a person' },
    holdPerson: { ja: '自動の変更を止める・再開する', en: 'Hold a person against automatic change, or let go' },
    addSource: { ja: '原簿を加える', en: 'Add a source' },
    guardSource: {
      ja: '原簿の歯止めの値を変える（ゆるめるときは二名承認）',
      en: 'Change the guard of a source (two persons to lower it)',
    },
    releaseGuard: { ja: '原簿の歯止めをゆるめることを承認する', en: 'Release a lower guard of a source' },
    mapSource: { ja: '原簿の列を対応づける', en: 'Map the columns of a source' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Bilingual>>>>

type Refusals =
  | RefusalsOf<typeof importFile>
  | RefusalsOf<typeof applyImport>
  | RefusalsOf<typeof liftBrake>
  | RefusalsOf<typeof discardImport>
  | RefusalsOf<typeof undoImport>
  | RefusalsOf<typeof settleMatch>
  | RefusalsOf<typeof proposeMerge>
  | RefusalsOf<typeof holdPersonUseCase>
  | RefusalsOf<typeof addSource>
  | RefusalsOf<typeof guardSource>
  | RefusalsOf<typeof releaseGuard>

/** What dual control refuses is told in the platform's words. */
export const refusals: Readonly<Record<Exclude<Refusals, ApprovalRefusal['code']> | 'source.bad_row', Bilingual>> = {
  'source.bad_row': { ja: 'この行の {field} を読めません。', en: 'The value of {field} in this row cannot be read.' },
  ...sourceRefusals,
  'import.not_mapped': {
    ja: 'この原簿の列の対応づけがまだありません。先に対応づけをしてください。',
    en: 'The columns of this source are not mapped yet. Map them first.',
  },
  'import.old_file': {
    ja: 'このファイルは、既に取り込んだものより古いものです。新しいファイルか確かめてください。',
    en: 'This file is older than what was already applied. Check that it is the new one.',
  },
  'import.too_large': { ja: 'ファイルが大きすぎます。', en: 'The file is too large.' },
  'import.not_waiting': { ja: 'この取込は、もうその段階にありません。', en: 'This import is past that step.' },
  'import.not_rehearsed': { ja: 'この取込は予行されていません。', en: 'This import has not been rehearsed.' },
  'import.plan_changed': {
    ja: '示された計画と今の計画が違います。もう一度確かめてください。',
    en: 'The plan named is not the plan that stands. Look at it again.',
  },
  'import.plan_outdated': {
    ja: '予行のあとに台帳が変わりました。もう一度予行してください。',
    en: 'The registry has changed since the rehearsal. Rehearse again.',
  },
  'import.busy': {
    ja: 'ほかの取込の反映が進行中です。終わってからもう一度お試しください。',
    en: 'Another import is being applied. Try again when it is done.',
  },
  'import.held': {
    ja: '残りの変更は歯止めで止まっています。二人の承認で外せます。',
    en: 'What remains is held by the brake. Two persons may lift it.',
  },
  'import.nothing_held': { ja: '歯止めで止まっている変更はありません。', en: 'The brake holds nothing here.' },
  'import.own_request': {
    ja: '依頼した本人は承認できません。ほかの担当者に承認してもらってください。',
    en: 'Whoever asked may not give leave. Ask another officer.',
  },
  'import.already_lifted': {
    ja: '歯止めは既に外されています。反映に進んでください。',
    en: 'The brake is already lifted. Go on to apply.',
  },
  'import.not_applied': { ja: 'この取込は反映されていません。', en: 'This import has not been applied.' },
  'match.already_settled': { ja: 'この件は既に判断されています。', en: 'This case has already been settled.' },
  'match.not_linked': {
    ja: '結び付けられた件だけを分けられます。',
    en: 'Only a case that was linked can be split.',
  },
  'match.no_such_person': { ja: 'その人には結び付けられません。', en: 'It cannot be linked to that person.' },
  'merge.same_person': { ja: '同じ人です。', en: 'They are the same person already.' },
  'merge.not_usable': {
    ja: '統合済み、または保管済みの人は統合できません。',
    en: 'A person who is merged or archived cannot be merged.',
  },
  'merge.has_merged': {
    ja: '消える側に、既に別の人が統合されています。逆向きにするか、先に元に戻してください。',
    en: 'Others were merged into the one that would go. Choose the other direction, or undo that first.',
  },
  'merge.not_proposed': { ja: 'この統合は承認待ちではありません。', en: 'This merge does not wait for a release.' },
  'merge.own_proposal': {
    ja: '提案した本人は承認できません。ほかの担当者に承認してもらってください。',
    en: 'Whoever proposed it may not release it. Ask another officer.',
  },
  'merge.outdated': {
    ja: '提案のあとに二人の記録が変わりました。もう一度提案してください。',
    en: 'Their records have changed since. Propose it again.',
  },
  'merge.not_merged': { ja: 'この統合は行われていません。', en: 'This merge is not in effect.' },
  'source.code_taken': {
    ja: 'このコードの原簿は既にあります。別のコードにしてください。',
    en: 'There is a source of this code. Choose another.',
  },
  'guard.same': { ja: '今の値と同じです。', en: 'These are the limits that hold now.' },
  'person.already_so': { ja: '既にその状態です。', en: 'It is so already.' },
}

export const notices = {
  'registry.received': { ja: 'ファイルを受け取り、予行を始めました。', en: 'The file is in; the rehearsal has begun.' },
  'registry.applying': { ja: '反映を始めました。', en: 'Applying has begun.' },
  'registry.lift-asked': {
    ja: '歯止めを外すよう依頼しました。ほかの担当者の承認を待っています。',
    en: 'You asked to lift the brake. Another officer must give leave.',
  },
  'registry.lift-given': {
    ja: '歯止めを外しました。反映に進めます。',
    en: 'The brake is lifted. You may go on to apply.',
  },
  'registry.discarded': { ja: '取込を取りやめました。', en: 'The import was discarded.' },
  'registry.undoing': { ja: '取込の取消しを始めました。', en: 'The undo has begun.' },
  'registry.settled': { ja: '判断を記録しました。', en: 'Your decision is recorded.' },
  'registry.proposed': {
    ja: '統合を提案しました。ほかの担当者の承認を待っています。',
    en: 'The merge is proposed. Another officer must release it.',
  },
  'registry.merged': { ja: '統合しました。', en: 'They are merged.' },
  'registry.unmerged': { ja: '統合を元に戻しました。', en: 'The merge is undone.' },
  'registry.mapped': { ja: '対応づけを保存しました。', en: 'The mapping is saved.' },
  'registry.source-added': {
    ja: '原簿を加えました。次に、見本のファイルから列を対応づけてください。',
    en: 'The source is added. Map its columns next, from a sample file.',
  },
  'registry.guard-raised': { ja: '歯止めの値を変えました。', en: 'The limits are changed.' },
  'registry.guard-asked': {
    ja: '歯止めをゆるめる提案をしました。ほかの担当者の承認を待っています。',
    en: 'You proposed lower limits. Another officer must agree.',
  },
  'registry.held': { ja: '自動の変更を止めました。', en: 'Held against automatic change.' },
  'registry.let-go': { ja: '自動の変更を再開しました。', en: 'Automatic change goes on.' },
} as const satisfies Readonly<Record<string, Bilingual>>
