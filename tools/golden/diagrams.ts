/** State diagrams in the module READMEs, drawn from the state tables between `<!-- diagram: NAME -->` and `<!-- /diagram -->`. */
import { diagram, type Machine } from '../../src/kernel/machine.ts'

const block = /<!-- diagram: ([\w -]+?) -->[\s\S]*?<!-- \/diagram -->/g

/** A README with its diagrams drawn anew. A diagram of a machine that is not there throws: it would be a lie. */
export const withDiagrams = (readme: string, machines: Readonly<Record<string, Machine<string>>>): string =>
  readme.replace(block, (_, name: string) => {
    const machine = Object.hasOwn(machines, name) ? machines[name] : undefined
    if (machine === undefined)
      throw new Error(`there is no state table "${name}"; there are: ${Object.keys(machines).join(', ')}`)
    return `<!-- diagram: ${name} -->\n\`\`\`mermaid\n${diagram(machine)}\n\`\`\`\n<!-- /diagram -->`
  })
