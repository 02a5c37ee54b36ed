/** ● What the registry hands to the app. */
import type { Module } from '../platform/module.ts'
import type { System } from '../platform/system.ts'
import { perform } from '../platform/use-case.ts'
import { applyImport as applyAll } from './jobs/apply.ts'
import { importLife } from './imports/import.ts'
import { applyJob, rehearseJob, turnDayJob, undoJob } from './job-kinds.ts'
import { commandContext } from './imports/operate.ts'
import { pages } from './pages/index.ts'
import { proposals } from './pages/proposals.ts'
import { affiliationLife, personLife } from './persons/person.ts'
import { notices, refusals } from './text.ts'
import { turnDay } from './jobs/turn-day.ts'
import { undoImport as undoAll } from './jobs/undo.ts'
import { addSource } from './use-cases/add-source.ts'
import { applyImport } from './use-cases/apply-import.ts'
import { discardImport } from './use-cases/discard-import.ts'
import { guardSource, releaseGuard } from './use-cases/guard-source.ts'
import { importFile } from './use-cases/import-file.ts'
import { liftBrake } from './use-cases/lift-brake.ts'
import { mapSource } from './use-cases/map-source.ts'
import { proposeMerge, releaseMerge, unmerge } from './use-cases/merge-persons.ts'
import { findPeople, holdPersonUseCase, showPerson } from './use-cases/people.ts'
import { rehearseImport } from './use-cases/rehearse-import.ts'
import { settleMatch } from './use-cases/settle-match.ts'
import { rehearseUndo, undoImport } from './use-cases/undo-import.ts'

const importIn = (payload: Readonly<Record<string, unknown>>): string => String(payload['import'])

const rehearseInBackground = async (system: System, importId: string): Promise<void> => {
  await perform(rehearseImport, { import: importId }, commandContext(system, { kind: 'system', name: 'registry' }))
}

export const registryModule: Module = {
  name: 'registry',
  useCases: [
    importFile,
    rehearseImport,
    applyImport,
    liftBrake,
    discardImport,
    rehearseUndo,
    undoImport,
    settleMatch,
    proposeMerge,
    releaseMerge,
    unmerge,
    findPeople,
    showPerson,
    holdPersonUseCase,
    addSource,
    mapSource,
    guardSource,
    releaseGuard,
  ],
  routes: pages,
  jobs: [
    { kind: rehearseJob, run: (system, payload) => rehearseInBackground(system, importIn(payload)) },
    { kind: applyJob, run: (system, payload) => applyAll(system, importIn(payload)) },
    { kind: undoJob, run: (system, payload) => undoAll(system, importIn(payload)) },
    { kind: turnDayJob, run: turnDay },
  ],
  schedule: [{ kind: turnDayJob, at: '00:05' }],
  reconciler: null,
  proposals,
  refusals,
  notices,
  machines: { import: importLife, person: personLife, affiliation: affiliationLife },
}
