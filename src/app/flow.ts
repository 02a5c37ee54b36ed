/**
 * How data flows: read this first. Each reconciler reads what those above it wrote, and writes only its own tables.
 *
 * eligibility: affiliations, exceptions, rules → entitlements
 * accounts:    entitlements → accounts
 */
import type { Reconciler } from '../platform/reconciler.ts'
import { modules } from './modules.ts'

export const flow: readonly Reconciler[] = modules.flatMap(module =>
  module.reconciler === null ? [] : [module.reconciler],
)
