/** How a check speaks: its problems one a line, then what it looked at; the exit code says whether all is well. */
import type { Problem } from './source.ts'

export const report = (lookedAt: string, problems: readonly Problem[]): void => {
  const inOrder = problems.toSorted((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1))
  for (const { path, line, says } of inOrder) console.log(`${path}:${String(line)}  ${says}`)
  console.log(problems.length === 0 ? lookedAt : `${lookedAt}: ${String(problems.length)} problems`)
  if (problems.length > 0) process.exitCode = 1
}
