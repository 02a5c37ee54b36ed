/** ● What a university sets about accounts. The defaults are those of people-and-accounts §4.2 and §21. */
import { z } from 'zod'
import { defineSetting } from '../platform/settings.ts'
import { defaultUsernameSettings } from './username.ts'

const words = z.object({ ja: z.string().min(1), en: z.string().min(1) })

/** How login names and addresses are made. Opening a new generation of ECS-IDs means adding its prefix at the end. */
export const usernameSetting = defineSetting({
  name: 'accounts.usernames',
  title: { ja: 'アカウント名とメールアドレスの作り方', en: 'How account names and mail addresses are made' },
  schema: z.object({
    ecsPrefixes: z.array(z.string().regex(/^[a-z][0-9]$/)).min(1),
    ecsDigits: z.int().min(4).max(9),
    alarmShare: z.number().gt(0).lte(1),
    spsDigits: z.int().min(2).max(6),
    warnOverLength: z.int().min(8).max(64),
    refuseOverLength: z.int().min(16).max(64),
    excludedWords: z.array(z.string().regex(/^[a-z0-9]+$/)),
    mailDomains: z.object({ ECS: z.string().min(3), SPS: z.string().min(3) }),
  }),
  default: {
    ...defaultUsernameSettings,
    ecsPrefixes: [...defaultUsernameSettings.ecsPrefixes],
    excludedWords: [...defaultUsernameSettings.excludedWords],
  },
})

/** Who writes on the notices, and where one may ask. */
export const letterheadSetting = defineSetting({
  name: 'accounts.letterhead',
  title: { ja: '通知書の差出人と問い合わせ先', en: 'Sender and contact on notices' },
  schema: z.object({ institution: words, contact: words }),
  default: {
    institution: { ja: '若葉大学', en: 'Wakaba University' },
    contact: { ja: '情報環境支援センター（内線 7840）', en: 'ICT Support Center (ext. 7840)' },
  },
})
