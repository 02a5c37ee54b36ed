/** ○ The registry's words. */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { RefusalsOf } from '../platform/use-case.ts'
import type { applyImport } from './use-cases/apply-import.ts'
import type { discardImport } from './use-cases/discard-import.ts'
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

export const refusals: Readonly<Record<Refusals, Bilingual>> = {} as never
