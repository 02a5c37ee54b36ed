/** ● Stop notices into the outbox: to the university mailbox and to the notification address. */
import type { ReconcileContext } from '../platform/reconciler.ts'
import type { Tx } from '../platform/database.ts'
import { sendMail } from '../platform/mail.ts'
import { contactsOf, type Contact } from '../registry/index.ts'
import type { Account, Announcement } from './account.ts'
import type { NoticeKind } from './stop-notice.ts'
import { usernamesOf } from './store/accounts.ts'
import { insertNotices, noticeKey } from './store/notices.ts'
import { stopMail, stopTextVersion } from './text.ts'

export type StopNotice = { readonly kind: NoticeKind; readonly account: Account; readonly announcement: Announcement }

type Channel = { readonly channel: 'university' | 'notification'; readonly address: string }

/** Sends what was not sent before. One who has no address at all is noted as told by no channel, for the desk to see. */
export const tellStops = async (tx: Tx, notices: readonly StopNotice[], context: ReconcileContext): Promise<void> => {
  if (notices.length === 0) return
  const contacts = await contactsOf(tx, [...new Set(notices.map(({ account }) => account.personId))])
  const planned = notices.map(notice => ({
    ...notice,
    channels: channelsOf(notice.account, contacts.get(notice.account.personId) ?? []),
  }))
  const stays = await usernamesOf(
    tx,
    notices.flatMap(({ account }) => account.superseded?.by ?? []),
  )
  const sent = await insertNotices(
    tx,
    planned.map(({ kind, account, announcement, channels }) => ({
      accountId: account.id,
      kind,
      stopOn: announcement.stopOn,
      toldOn: announcement.toldOn,
      milestone: announcement.milestone,
      channels: channels.map(({ channel }) => channel),
    })),
    { now: context.now, textVersion: stopTextVersion },
  )
  const fresh = new Set(sent.map(noticeKey))
  for (const { kind, account, announcement, channels } of planned) {
    if (!fresh.has(noticeKey({ accountId: account.id, kind, ...announcement }))) continue
    const mail = stopMail(kind, {
      kind: account.kind,
      username: account.username,
      stopOn: announcement.stopOn,
      eligibilityEnd: account.eligibilityEnd,
      staysInstead: account.superseded === null ? null : (stays.get(account.superseded.by) ?? null),
      today: context.today,
      baseUrl: context.system.baseUrl,
    })
    for (const { address } of channels)
      await sendMail(tx, { ...mail, address, purpose: `accounts.${kind}`, personId: account.personId }, context.now)
  }
}

const channelsOf = (account: Account, contacts: readonly Contact[]): readonly Channel[] => {
  const university = account.mail === null ? [] : [{ channel: 'university' as const, address: account.mail }]
  const notification =
    contacts.find(({ kind, purpose }) => kind === 'mail' && purpose === 'notification') ??
    contacts.find(({ kind, purpose }) => kind === 'mail' && purpose === 'personal')
  return notification === undefined || notification.value === account.mail
    ? university
    : [...university, { channel: 'notification' as const, address: notification.value }]
}
