/** The golden tables that are drawn from what the modules export: who may do what, every address, every transition. */
import { isFinal, type Machine, statesOf } from '../../src/kernel/machine.ts'
import { staffRoles } from '../../src/platform/actor.ts'
import type { Route } from '../../src/platform/http/route.ts'
import type { Module } from '../../src/platform/module.ts'
import type { AnyUseCase } from '../../src/platform/use-case.ts'

type Named = Pick<Module, 'name'>

/** Role × use case. `anyone` needs no account; `owner` is the person whose thing it is. */
export const permissionTable = (modules: readonly (Named & Pick<Module, 'useCases'>)[]): string => {
  const columns = ['anyone', 'owner', ...staffRoles]
  const cells = ({ name, permit }: AnyUseCase): readonly string[] => [
    name,
    permit.anyone === true ? 'x' : '·',
    permit.owner === undefined ? '·' : 'x',
    ...staffRoles.map(role => (permit.roles?.includes(role) === true ? 'x' : '·')),
  ]
  const useCases = modules.flatMap(module => module.useCases).sort((a, b) => compare(a.name, b.name))
  return aligned([['use case', ...columns], ...useCases.map(cells)])
}

/** Every address, who may come, and which module answers. */
export const routeTable = (modules: readonly (Named & Pick<Module, 'routes'>)[]): string => {
  const cells = (module: string, { method, path, who, endpoint }: Route): readonly string[] => [
    path,
    method,
    typeof who === 'string' ? who : [...who].sort().join(' '),
    endpoint === true ? 'endpoint' : 'page',
    module,
  ]
  const lines = modules.flatMap(({ name, routes: own }) => own.map(route => cells(name, route)))
  return aligned([
    ['path', 'method', 'who', 'for', 'module'],
    ...lines.sort((a, b) => compare(a.join(' '), b.join(' '))),
  ])
}

/** Every state, what may be done in it, and what then is. */
export const transitionTables = (modules: readonly (Named & Pick<Module, 'machines'>)[]): string =>
  [
    '# Transitions',
    ...modules.flatMap(({ name, machines }) =>
      Object.entries(machines).map(([noun, machine]) => `## ${name}: ${noun}\n\n${transitionTable(machine)}`),
    ),
  ]
    .join('\n\n')
    .concat('\n')

const transitionTable = (machine: Machine<string>): string =>
  [
    '| state | action | next |',
    '|---|---|---|',
    ...statesOf(machine).flatMap(state =>
      isFinal(machine, state)
        ? [`| ${state} | (final) | |`]
        : Object.entries(machine[state] ?? {}).map(([action, next]) => `| ${state} | ${action} | ${next} |`),
    ),
  ].join('\n')

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Columns as wide as their widest cell, two spaces between. */
const aligned = (lines: readonly (readonly string[])[]): string => {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map(line => (line[column] ?? '').length)))
  return lines
    .map(line =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n')
}
