/** Each night: what was written to people is kept no longer than the university said. */
import type { JobHandler } from '../job.ts'
import { mailRetentionSetting } from '../settings/own.ts'
import { readSetting } from '../settings.ts'
import { eraseMails } from './store.ts'

const dayMs = 86_400_000
const perTransaction = 5000

export const eraseMailsJob: JobHandler = {
  kind: 'platform.erase-mails',
  run: async ({ database, clock }) => {
    const days = await readSetting(database.read, mailRetentionSetting)
    const before = new Date(clock.now().getTime() - days * dayMs)
    while ((await database.transact(tx => eraseMails(tx, before, perTransaction))) > 0);
  },
}
