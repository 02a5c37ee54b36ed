/** ● Invitations that nobody opened are mailed once more, with a new link; those that ran out are told to the host. */
import { daysBetween, dayOf } from '../../kernel/day.ts'
import { sendMail } from '../../platform/mail.ts'
import type { System } from '../../platform/system.ts'
import { invitationReminderDays } from '../application.ts'
import { letter } from '../mails.ts'
import { newSecret } from '../secret.ts'
import { closeInvitation, renewLink, runOut, unopened } from '../store/invitations.ts'
import { nameOfPerson, tellMember } from '../use-cases/telling.ts'

export const careForInvitations = async (system: System, now: Date): Promise<void> => {
  await mailAgain(system, now)
  await endThose(system, now)
}

const mailAgain = async (system: System, now: Date): Promise<void> => {
  const { database, vault, baseUrl } = system
  const sentBefore = new Date(now.getTime() - invitationReminderDays * 86_400_000)
  await database.transact(async tx => {
    for (const { id, host, guest, expiresAt } of await unopened(tx, vault, { sentBefore, now })) {
      // Only a hash of the first link is kept, so a reminder needs a link of its own.
      const secret = newSecret()
      await renewLink(tx, id, { secretHash: secret.hash, sentAt: null, remindedAt: now, expiresAt })
      const name = await nameOfPerson(tx, host)
      const days = String(Math.max(1, daysBetween(dayOf(now), dayOf(expiresAt))))
      const link = `${baseUrl}/apply/invited/${secret.value}`
      const words = letter('invitedReminder', { hostJa: name.ja, hostEn: name.en, link, days })
      await sendMail(tx, { address: guest.mail, ...words, purpose: 'admissions.invited-reminder', personId: null }, now)
    }
  })
}

const endThose = async (system: System, now: Date): Promise<void> => {
  const { database, vault, baseUrl } = system
  await database.transact(async tx => {
    for (const { id, host, guest } of await runOut(tx, vault, now)) {
      if (!(await closeInvitation(tx, id, 'expired', null))) continue
      const values = { guest: guest.name, link: `${baseUrl}/my/invitations` }
      await tellMember(tx, { person: host, name: 'invitationOver', values }, { system, now })
    }
  })
}
