/** ○ The kinds of work that this module leaves to the worker. */
export const applyJob = 'registry.apply-import'
export const undoJob = 'registry.undo-import'
export const rehearseJob = 'registry.rehearse-import'
export const turnDayJob = 'registry.turn-day'
