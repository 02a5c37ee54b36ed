/** `sekimori platform rotate-master-key`: the vault's keys are wrapped anew; what they sealed is not touched. */
import { fill } from '../../kernel/bilingual.ts'
import { accept } from '../../kernel/result.ts'
import type { Command } from '../../platform/command.ts'
import { rotateMasterKey } from '../../platform/vault.ts'
import { cannotStart, operator, withSystem } from './opening.ts'
import { errorCode } from '../../platform/postgres/refusal.ts'
import { text } from './text.ts'

export const rotateMasterKeyCommand: Command = {
  name: 'platform rotate-master-key',
  title: text.masterKey.rotate,
  flags: {},
  alone: 'with settings',
  run: (config, _flags, terminal) =>
    withSystem(config, terminal, async ({ database, clock }) => {
      const { file } = config.masterKey
      try {
        const rolled = await rotateMasterKey(database, file, { actor: operator(terminal), now: clock.now() })
        terminal.say(text.masterKey.keepOld)
        terminal.say(text.masterKey.elsewhere)
        return accept(rolled)
      } catch (error) {
        const code = errorCode(error)
        if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(code)) throw error
        return cannotStart(fill(text.masterKey.notWritable, { file, code }), terminal)
      }
    }),
}
