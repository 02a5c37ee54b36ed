import type { System } from '../platform/system.ts'
export const startWorker = (_system: System): { readonly stop: () => Promise<void> } => ({ stop: async () => {} })
