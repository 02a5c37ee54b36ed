/** ● What the page of one account lists: its keys, the evidence seen for it, the notices sent about it. */
import { dayInWords, instantInWords } from '../../kernel/day.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { table } from '../../platform/web/table.ts'
import type { ActivationKey } from '../activation-key.ts'
import type { SeenEvidence } from '../store/keys.ts'
import type { NoticeSeen } from '../store/notices.ts'
import {
  addressKinds,
  channelNames,
  counterNames,
  documentNames,
  keyStateNames,
  methodNames,
  noticeKindNames,
  purposeNames,
} from '../text.ts'
import { words } from './text.ts'

const said = words.account

export const keysTable = (keys: readonly ActivationKey[]): Html =>
  table<ActivationKey>({
    caption: said.keys,
    columns: [
      { key: 'at', label: said.when, cell: key => instantInWords(key.issuedAt) },
      { key: 'channel', label: said.channel, cell: key => channelNames[key.channel] },
      { key: 'state', label: said.state, cell: key => keyStateNames[key.state] },
      { key: 'until', label: said.until, cell: key => dayInWords(key.until) },
      { key: 'wrong', label: said.wrong, align: 'number', cell: key => key.wrongTries },
    ],
    rows: keys,
    empty: { sentence: said.none },
  })

export const evidenceTable = (evidence: readonly SeenEvidence[]): Html =>
  table<SeenEvidence>({
    caption: said.evidence,
    columns: [
      { key: 'at', label: said.when, cell: each => instantInWords(each.at) },
      { key: 'purpose', label: said.purpose, cell: each => purposeNames[each.purpose] },
      { key: 'method', label: said.method, cell: each => methodNames[each.method] },
      {
        key: 'document',
        label: said.document,
        cell: each => html`${documentNames[each.document]} ${each.last4 !== '' && `…${each.last4}`}`,
      },
      { key: 'counter', label: said.counter, cell: each => counterNames[each.counter] },
    ],
    rows: evidence,
    empty: { sentence: said.none },
  })

export const noticesTable = (notices: readonly NoticeSeen[]): Html =>
  table<NoticeSeen>({
    caption: said.notices,
    columns: [
      { key: 'at', label: said.when, cell: each => instantInWords(each.sentAt) },
      { key: 'kind', label: said.notice, cell: each => noticeKindNames[each.kind] },
      { key: 'stop', label: said.told, cell: each => dayInWords(each.stopOn) },
      {
        key: 'channels',
        label: said.channels,
        cell: each =>
          each.channels.length === 0
            ? said.nobody
            : each.channels.map((channel, at) => html`${at > 0 && ' ・ '}${named(addressKinds, channel)}`),
      },
    ],
    rows: notices,
    empty: { sentence: said.none },
  })

const named = (names: Readonly<Record<string, Bilingual>>, code: string): Content => names[code] ?? code
