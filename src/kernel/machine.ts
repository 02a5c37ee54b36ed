/** A life with many steps is a table: state → action → next state. Buttons, tests and diagrams are drawn from it. */
export type Machine<State extends string> = Readonly<Record<State, Readonly<Record<string, State>>>>

/** The state after an action, or null where the table has no such way. */
export const next = <State extends string>(machine: Machine<State>, from: State, action: string): State | null =>
  Object.hasOwn(machine[from], action) ? (machine[from][action] ?? null) : null

export const mayDo = <State extends string>(machine: Machine<State>, from: State, action: string): boolean =>
  next(machine, from, action) !== null

export const actionsIn = <State extends string>(machine: Machine<State>, state: State): readonly string[] =>
  Object.keys(machine[state])

export const statesOf = <State extends string>(machine: Machine<State>): readonly State[] =>
  Object.keys(machine) as State[]

/** A state nothing leaves. */
export const isFinal = <State extends string>(machine: Machine<State>, state: State): boolean =>
  actionsIn(machine, state).length === 0

/** The table as a Mermaid state diagram, for the module READMEs. */
export const diagram = <State extends string>(machine: Machine<State>): string =>
  [
    'stateDiagram-v2',
    ...statesOf(machine).flatMap(from =>
      Object.entries(machine[from]).map(([action, to]) => `  ${from} --> ${to}: ${action}`),
    ),
  ].join('\n')
