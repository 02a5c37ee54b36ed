/** The compiler's proof that a switch covered every case. Reaching it is a bug. */
export const unreachable = (value: never): never => {
  throw new Error(`a case was not covered: ${JSON.stringify(value)}`)
}
