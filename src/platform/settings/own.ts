/** What a university sets about the platform itself. */
import { z } from 'zod'
import { defineSetting, type AnySetting } from '../settings.ts'

/** Shown in the head of every page, on mails, letters and to services. */
export const institutionSetting = defineSetting({
  name: 'platform.institution',
  schema: z.object({ ja: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60) }),
  default: { ja: '本学', en: 'The university' },
  takes: 'one person',
  title: { ja: '機関の名称', en: 'Name of the institution' },
  help: {
    ja: '画面の上、メールの差出人と文面、通知書、連携サービスへのサインイン画面に出ます。',
    en: 'Shown at the top of every page, in mails and on notices, and to whoever signs in to a service.',
  },
})

export const mailRetentionSetting = defineSetting({
  name: 'platform.mail-retention-days',
  schema: z.int().min(1).max(3650),
  default: 30,
  takes: 'one person',
  title: { ja: 'メールの本文を残す日数', en: 'Days for which the words of a mail are kept' },
  help: {
    ja: '送り終えたメールの件名と本文は、この日数がたつと毎晩の処理で消します。送れなかったメールは丸ごと消します。',
    en: 'After so many days a nightly job erases subject and words of a mail that was sent, and the whole of one that was given up.',
  },
})

export const platformSettings: readonly AnySetting[] = [institutionSetting, mailRetentionSetting]
