/** `sekimori audit verify` */
import { accept, refuse } from '../../kernel/result.ts'
import type { Command } from '../command.ts'
import { text } from '../text.ts'
import { rootsFileIn } from './roots-file.ts'
import { verifyAudit } from './verify.ts'

export const auditVerify: Command = {
  name: 'audit verify',
  title: text.commands.auditVerify,
  flags: { roots: { kind: 'text', title: text.commands.rootsFlag } },
  run: async (system, { roots }) => {
    const file = typeof roots === 'string' ? roots : rootsFileIn(system.dataDir)
    const verified = await verifyAudit(system.database.read, file)
    return verified.found === 0 ? accept(verified) : refuse({ code: 'audit.not_whole', ...verified })
  },
}
