/** Stop notices that were sent. The table's key makes it impossible to send the same one twice. */
import type { Day } from '../../kernel/day.ts'
import { asAccountId, type AccountId } from '../../kernel/ids.ts'
import { rows, sql, written, type Db, type Tx } from '../../platform/database.ts'
import type { NoticeKind } from '../stop-notice.ts'

export type SentNotice = {
  readonly accountId: AccountId
  readonly kind: NoticeKind
  readonly stopOn: Day
  readonly toldOn: Day
  readonly milestone: number
  readonly channels: readonly string[]
}

/** Notes notices as sent. Answers with those that were not sent before: only these may go out. */
export const insertNotices = async (
  tx: Tx,
  notices: readonly SentNotice[],
  { now, textVersion }: { readonly now: Date; readonly textVersion: string },
): Promise<readonly SentNotice[]> => {
  if (notices.length === 0) return []
  const added = await written<{ account_id: string; kind: NoticeKind; stop_on: Day; told_on: Day; milestone: number }>(
    tx,
    sql`insert into accounts.notice (account_id, kind, stop_on, told_on, milestone, sent_at, channels, text_version)
        select account_id, kind, stop_on, told_on, milestone, ${now}, string_to_array(channels, ' '), ${textVersion}
        from unnest(${notices.map(each => each.accountId)}::uuid[], ${notices.map(each => each.kind)}::text[],
                    ${notices.map(each => each.stopOn)}::date[], ${notices.map(each => each.toldOn)}::date[],
                    ${notices.map(each => each.milestone)}::integer[],
                    ${notices.map(each => each.channels.join(' '))}::text[])
          as notice (account_id, kind, stop_on, told_on, milestone, channels)
        on conflict do nothing
        returning account_id, kind, stop_on, told_on, milestone`,
  )
  const fresh = new Set(
    added.map(each =>
      noticeKey({
        accountId: asAccountId(each.account_id),
        kind: each.kind,
        stopOn: each.stop_on,
        toldOn: each.told_on,
        milestone: each.milestone,
      }),
    ),
  )
  return notices.filter(each => fresh.has(noticeKey(each)))
}

/** What makes a notice the same as another: the table's key. */
export const noticeKey = (notice: Omit<SentNotice, 'channels'>): string =>
  [notice.accountId, notice.kind, notice.stopOn, notice.toldOn, notice.milestone].join(' ')

export type NoticeSeen = SentNotice & { readonly sentAt: Date }

/** What the owner of an account was told, newest first. */
export const noticesOf = async (db: Db | Tx, accountId: AccountId): Promise<readonly NoticeSeen[]> =>
  (
    await rows<Omit<NoticeSeen, 'accountId'>>(
      db,
      sql`select kind, stop_on as "stopOn", told_on as "toldOn", milestone, channels, sent_at as "sentAt"
          from accounts.notice where account_id = ${accountId} order by sent_at desc`,
    )
  ).map(each => ({ ...each, accountId: asAccountId(accountId) }))
