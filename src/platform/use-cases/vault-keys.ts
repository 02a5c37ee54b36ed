/** Operators roll the key that seals secrets; what older keys sealed still opens. */
import { z } from 'zod'
import { accept } from '../../kernel/result.ts'
import { useCase } from '../use-case.ts'
import { text } from '../text.ts'
import { insertKey } from '../vault/store.ts'

export const rotateVaultKey = useCase({
  name: 'platform.rotate-vault-key',
  title: text.useCases.rotateVaultKey,
  input: z.strictObject({}),
  permit: { roles: ['operator'] },
  load: async (_tx, _input, { system, now }) => system.vault.newDataKey(now),
  decide: key => accept(key),
  write: async (tx, key, { now }) => {
    await insertKey(tx, key, now)
    return accept({ key: key.id, sealsFrom: key.sealsFrom })
  },
  remembers: (_input, output) => ({ key: output?.key ?? null }),
})
