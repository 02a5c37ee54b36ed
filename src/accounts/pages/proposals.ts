/** ● How the lifting of a suspension is told to the second of the two officers it takes. */
import { instantInWords } from '../../kernel/day.ts'
import { asAccountId } from '../../kernel/ids.ts'
import type { ProposalKind } from '../../platform/dual-control/told.ts'
import { identifier } from '../../platform/web/fact.ts'
import { accountById } from '../store/accounts.ts'
import { ownerOf } from '../store/lists.ts'
import { causeNames, kindNames } from '../text.ts'
import { releaseResumeAct } from '../use-cases/suspend.ts'
import { ownerName } from './pieces.ts'
import { words } from './text.ts'

const said = words.account

export const proposals: readonly ProposalKind[] = [
  {
    act: releaseResumeAct,
    tell: async ({ database: { read: db } }, { subject }) => {
      const account = await accountById(db, asAccountId(subject))
      if (account === null) return null
      const owner = await ownerOf(db, account.id)
      return {
        subject: owner === null ? account.username : ownerName(owner),
        href: `/accounts/${account.id}`,
        facts: [
          { label: kindNames[account.kind], value: identifier(account.username) },
          ...(account.state === 'suspended'
            ? [
                { label: said.suspendedSince, value: instantInWords(account.since) },
                { label: said.suspendedWhy, value: causeNames[account.cause] },
              ]
            : []),
        ],
      }
    },
  },
]
