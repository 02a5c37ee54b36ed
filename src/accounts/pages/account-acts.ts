/** ● What an officer may do with one account now, and only that. */
import { hasRole } from '../../platform/actor.ts'
import { isReleasable, type Proposal } from '../../platform/dual-control.ts'
import type { Request } from '../../platform/http/route.ts'
import type { Errors, Field } from '../../platform/web/field.ts'
import { form, linkButton, postButton } from '../../platform/web/form.ts'
import { html, type Content, type Html } from '../../platform/web/html.ts'
import { notice } from '../../platform/web/notice.ts'
import type { Account } from '../account.ts'
import { causeNames } from '../text.ts'
import { hashOfSuspension } from '../use-cases/suspend.ts'
import { choicesOf, scoped, unscoped } from './pieces.ts'
import { words } from './text.ts'

const said = words.account

export type Wrong = {
  readonly form: 'suspend' | 'propose-resume' | 'rename' | 'let-stay'
  readonly errors: Errors
}

/** The proposal that waits for a second person to lift this very suspension. */
export const standing = (account: Account, proposal: Proposal | null, { now }: Request): Proposal | null =>
  proposal !== null && account.state === 'suspended' && isReleasable(proposal, hashOfSuspension(account), now).ok
    ? proposal
    : null

/** What this officer may do now, and only that. */
export const actionsPart = (account: Account, proposal: Proposal | null, { request, wrong }: Asked): Content => {
  const counter =
    account.state !== 'closed' &&
    account.state !== 'suspended' &&
    hasRole(request.actor, ['counter', 'account-operator'])
  const operates = hasRole(request.actor, ['account-operator'])
  return html`
    ${counter && html`<p>${linkButton({ href: `/counter/${account.id}`, label: said.toCounter, tone: 'primary' })}</p>`}
    ${operates && account.state === 'suspended' && resumePart(account, proposal, { request, wrong })}
    ${operates && (account.state === 'active' || account.state === 'pending' || account.state === 'grace') && suspendForm(account, { request, wrong })}
    ${operates && account.superseded !== null && letStayForm(account, { request, wrong })}
    ${operates && account.state !== 'closed' && renameForm(account, { request, wrong })}
  `
}

const reasonField: Field = {
  kind: 'textarea',
  name: 'reason',
  label: said.reason,
  hint: said.reasonHint,
  rows: 2,
  maxLength: 500,
}

type Asked = { readonly request: Request; readonly wrong: Wrong | undefined }

const suspendForm = (account: Account, asked: Asked): Html =>
  opening(asked, {
    heading: said.suspend,
    lead: said.suspendLead,
    act: 'suspend',
    action: `/accounts/${account.id}/suspend`,
    fields: [{ kind: 'radio', name: 'cause', label: said.cause, choices: choicesOf(causeNames) }, reasonField],
    submit: { label: said.suspend, tone: 'danger' as const },
  })

const renameForm = (account: Account, asked: Asked): Html =>
  opening(asked, {
    heading: said.rename,
    lead: said.renameLead,
    act: 'rename',
    action: `/accounts/${account.id}/rename`,
    fields: [{ kind: 'text', name: 'username', label: said.newName, identifier: true }, reasonField],
    submit: { label: said.rename },
  })

const letStayForm = (account: Account, asked: Asked): Html =>
  opening(asked, {
    heading: said.letStay,
    lead: said.letStayLead,
    act: 'let-stay',
    action: `/accounts/${account.id}/let-stay`,
    fields: [reasonField],
    submit: { label: said.letStay },
  })

const resumePart = (account: Account, proposal: Proposal | null, asked: Asked): Html =>
  proposal === null
    ? opening(asked, {
        heading: said.propose,
        lead: said.suspendLead,
        act: 'propose-resume',
        isOpen: true,
        action: `/accounts/${account.id}/propose-resume`,
        fields: [reasonField],
        submit: { label: said.propose },
      })
    : notice(
        'note',
        said.proposed,
        html`<p>${proposal.reason}</p>
          ${postButton({ action: `/accounts/${account.id}/release-resume`, csrf: asked.request.csrf, label: said.release, tone: 'primary' })}`,
      )

type Opening = Pick<Parameters<typeof form>[0], 'action' | 'fields' | 'submit'> & {
  readonly heading: Content
  readonly lead: Content
  readonly act: Wrong['form']
  /** Open from the start; a form that was refused always is. */
  readonly isOpen?: true
}

const opening = ({ request, wrong }: Asked, { heading, lead, act, isOpen, ...parts }: Opening): Html => {
  const isWrong = wrong?.form === act
  const values = isWrong ? unscoped(act, request.form) : {}
  const asked = scoped(act, { fields: parts.fields, values, errors: isWrong ? wrong.errors : {} })
  const content = html`<summary>${heading}</summary>
    <div>
      <p>${lead}</p>
      ${form({ ...parts, ...asked, csrf: request.csrf })}
    </div>`
  return isOpen === true || isWrong
    ? html`<details class="reasons" open>${content}</details>`
    : html`<details class="reasons">${content}</details>`
}
