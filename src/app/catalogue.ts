/** Every use case by name: source of the command line, the API and the permission table. */
import type { AnyUseCase } from '../platform/use-case.ts'
import { modules } from './modules.ts'

export const catalogue: readonly AnyUseCase[] = modules
  .flatMap(module => module.useCases)
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))

const byName = new Map(catalogue.map(useCase => [useCase.name, useCase]))

export const useCaseNamed = (name: string): AnyUseCase | null => byName.get(name) ?? null
