/** One row per claim: `name  value  unit  (p50 p99)`. */

export type Spread = { readonly p50: number; readonly p99: number }

export const row = (name: string, value: number, unit: string, spread?: Spread): void => {
  const tail = spread === undefined ? '' : `  (p50 ${short(spread.p50)}  p99 ${short(spread.p99)})`
  process.stdout.write(`${name}  ${short(value)}  ${unit}${tail}\n`)
}

/** What is seen on the way; not a claim. */
export const remark = (text: string): void => {
  process.stderr.write(`  ${text}\n`)
}

const short = (value: number): string => {
  const size = Math.abs(value)
  return String(Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4)))
}

/** The value below which this share of them lies (nearest rank). */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN
