/** One check's answer, as the lines that a person reads. */
export type Outcome = {
  readonly name: string
  readonly well: boolean
  readonly seconds: number
  readonly said: string
}

const shown = 25

/** `✔ types  1.2 s  what it looked at`; a check that objects is followed by its first problems. */
export const inLine = ({ name, well, seconds, said }: Outcome): string => {
  const lines = said.split('\n').filter(line => line.trim() !== '')
  const head = `${well ? '✔' : '✖'} ${name.padEnd(13)} ${seconds.toFixed(1).padStart(5)} s`
  if (well)
    return [`${head}  ${lines.at(-1) ?? ''}`.trimEnd(), ...lines.slice(0, -1).map(line => `    ${line}`)].join('\n')
  const more = lines.length > shown ? [`    … and ${String(lines.length - shown)} lines more`] : []
  return [head, ...lines.slice(0, shown).map(line => `    ${line}`), ...more].join('\n')
}
