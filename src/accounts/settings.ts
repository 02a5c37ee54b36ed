/** ● What a university sets about accounts. The defaults are those of people-and-accounts §4.2 and §21. */
import { z } from 'zod'
import { defineSetting } from '../platform/settings.ts'
import { defaultUsernameSettings } from './username.ts'

const domainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)

/** How login names and addresses are made. Opening a new generation of ECS-IDs means adding its prefix at the end. */
// prettier-ignore
export const usernameSetting = defineSetting({
  name: 'accounts.usernames',
  schema: z.object({
    ecsPrefixes: z.array(z.string().regex(/^[a-z][0-9]$/)).min(1),
    ecsDigits: z.int().min(4).max(9),
    alarmShare: z.number().gt(0).lte(1),
    spsDigits: z.int().min(2).max(6),
    warnOverLength: z.int().min(8).max(64),
    refuseOverLength: z.int().min(16).max(64),
    excludedWords: z.array(z.string().regex(/^[a-z0-9]+$/)),
    mailDomains: z.object({ ECS: domainSchema, SPS: domainSchema }),
  }),
  default: {
    ...defaultUsernameSettings,
    ecsPrefixes: [...defaultUsernameSettings.ecsPrefixes],
    excludedWords: [...defaultUsernameSettings.excludedWords],
  },
  takes: 'one person',
  title: { ja: 'アカウント名とメールアドレスの作り方', en: 'How account names and mail addresses are made' },
  help: { ja: 'これから発行するアカウントに使います。発行済みのアカウント名とアドレスは変わりません。', en: 'For accounts issued from now on. Names and addresses that were issued stay as they are.' },
  parts: {
    ecsPrefixes: { title: { ja: 'ECS-IDの先頭（最後の行のものを新しい発行に使います）', en: 'Beginnings of ECS-IDs (the last line is used for new ones)' } },
    ecsDigits: { title: { ja: 'ECS-IDの数字の桁数', en: 'Digits of an ECS-ID' } },
    alarmShare: { title: { ja: '残りが少ないと知らせる使用率', en: 'Share in use at which the operators are told' } },
    spsDigits: { title: { ja: 'SPS-IDの数字の桁数', en: 'Digits of an SPS-ID' } },
    warnOverLength: { title: { ja: 'この長さを超える名前は確認に回す', en: 'Names longer than this are looked at by a person' } },
    refuseOverLength: { title: { ja: 'この長さを超える名前は作らない', en: 'No name is longer than this' } },
    excludedWords: { title: { ja: 'アカウント名に含めない言葉', en: 'Words that no account name contains' } },
    mailDomains: {
      title: { ja: 'メールアドレスのドメイン', en: 'Domains of mail addresses' },
      parts: { ECS: { title: { ja: '学生など（ECS-ID）', en: 'Students and others (ECS-ID)' } }, SPS: { title: { ja: '教職員（SPS-ID）', en: 'Staff (SPS-ID)' } } },
    },
  },
})

/** Where those who got a notice may ask. */
export const contactSetting = defineSetting({
  name: 'accounts.contact',
  schema: z.object({ ja: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) }),
  default: { ja: '情報環境支援センター', en: 'ICT Support Center' },
  takes: 'one person',
  title: { ja: '通知書の問い合わせ先', en: 'Contact on notices' },
  help: {
    ja: '有効化キーの通知書に、差出人の部署と問い合わせ先として印刷します。',
    en: 'Printed on notices with activation keys: the office that sends them, and where one may ask.',
  },
})
