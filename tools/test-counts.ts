/** The test runner's closing counts, kept for the end of the output, and what they say about the run. */

/** What node:test reports while it runs; only the closing diagnostics are looked into. */
export type Event = { readonly type: string; readonly data: { readonly nesting?: number; readonly message?: string } }

const names = ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo', 'duration_ms'] as const
const shape = new RegExp(`^(${names.join('|')}) ([0-9.]+)$`)

/** Whether an event is one line of the runner's closing count: `tests 74`. */
export const isClosingCount = ({ type, data }: Event): boolean =>
  type === 'test:diagnostic' && data.nesting === 0 && shape.test(data.message ?? '')

/** The closing counts as the runner itself would print them. */
export const closingCounts = (counts: readonly Event[]): string =>
  counts.map(({ data }) => `ℹ ${data.message ?? ''}`).join('\n')

/** Why the run is not well, or null. A run of nothing is not well: a filter that matches no file is a mistake. */
export const verdict = (
  counts: readonly Event[],
  { files, ci }: { readonly files: number; readonly ci: boolean },
): string | null => {
  const count = (name: (typeof names)[number]): number =>
    Number(counts.map(({ data }) => shape.exec(data.message ?? '')).find(match => match?.[1] === name)?.[2] ?? 0)
  if (files === 0) return 'no test file matches'
  if (count('tests') === 0) return 'no test ran'
  if (count('fail') + count('cancelled') > 0) return 'some tests failed'
  if (ci && count('skipped') + count('todo') > 0) return 'a test was skipped, and with CI=true none may be'
  return null
}
