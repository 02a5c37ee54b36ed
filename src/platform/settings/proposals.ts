/** How the change of a setting is told to the second of the two administrators it takes: before and after, part by part. */
import type { ProposalKind } from '../dual-control/told.ts'
import { html } from '../web/html.ts'
import { text } from '../text.ts'
import { releaseSetting } from '../use-cases/settings.ts'
import { changesOf } from './shape.ts'
import { storedSetting } from './store.ts'

export const settingProposals: readonly ProposalKind[] = [
  {
    act: releaseSetting.name,
    tell: async ({ house, database }, { subject, payload }) => {
      const setting = house.settings.find(({ name }) => name === subject)
      if (setting === undefined) return null
      const stored = await storedSetting(database.read, subject)
      const changes = changesOf(setting, stored === null ? setting.default : stored.value, payload['value'])
      return {
        subject: setting.title,
        href: `/settings/${subject}`,
        facts: changes.map(({ label, before, after }) => ({
          label,
          value: html`${text.settings.before}: ${before}<br /><strong>${text.settings.after}: ${after}</strong>`,
        })),
      }
    },
  },
]
