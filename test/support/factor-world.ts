/** People with a password, a website, and a mail server that reads their codes: for stories of second factors. */
import { hashPassword } from '../../src/authentication/authenticators/password.ts'
import { changeAddressJob } from '../../src/authentication/jobs.ts'
import { drainJobs } from '../../src/platform/jobs/drain.ts'
import { sendMailJob } from '../../src/platform/mail/sender.ts'
import { makeLog } from '../../src/platform/telemetry/log.ts'
import { accountsWorld, type World } from './accounts-world.ts'
import { testClock } from './platform.ts'
import { startSmtp } from './smtp.ts'
import { website, type Browser, type Website } from './web.ts'

export type Mailed = { readonly to: string; readonly subject: string; readonly text: string }

export type FactorWorld = {
  readonly world: World
  readonly site: Website
  /** Lets so many milliseconds pass. */
  readonly pass: (ms: number) => void
  readonly usernames: readonly string[]
  /** A new browser in which one of them is signed in by password. */
  readonly signedIn: (at: number) => Promise<Browser>
  /** What has reached the mail server since it was asked last. */
  readonly arrived: () => Promise<readonly Mailed[]>
  /** The code in the newest mail to an address. */
  readonly codeFor: (address: string) => Promise<string>
  /** Every line that was logged. */
  readonly logged: () => string
  readonly end: () => Promise<void>
}

const password = 'correct horse battery staple'

/** @param families whose mail in the registry is `family@mail.example.org` */
export const factorWorld = async (families: readonly string[]): Promise<FactorWorld> => {
  const base = await accountsWorld()
  // It stands still between one `pass` and the next: how long a machine takes ends no wait.
  const clock = testClock(new Date().toISOString())
  const lines: string[] = []
  const log = makeLog({ write: line => void lines.push(line) })
  const world: World = { ...base, system: { ...base.system, clock, log } }
  const site = await website(world.system)
  const today = clock.now().toISOString().slice(0, 10)
  const ids = await world.people(
    families.map(family => ({
      is: [{ status: 'grad', from: '2020-04-01' }],
      roman: [family, 'Arata'] as const,
      mail: `${family.toLowerCase()}@mail.example.org`,
    })),
    'factors',
  )
  await world.reconcile(ids, today)
  const { rows } = await world.client.query<{ id: string }>(
    `update accounts.account set state = 'active', activated_at = now() - interval '1 hour' where person_id = any($1::uuid[]) returning id`,
    [ids],
  )
  const hash = await hashPassword(password)
  for (const { id } of rows)
    await world.client.query('insert into authentication.password values ($1, $2, now())', [id, hash])
  const { rows: ordered } = await world.client.query<{ username: string }>(
    `select username from accounts.account where person_id = any($1::uuid[]) order by array_position($1::uuid[], person_id)`,
    [ids],
  )
  const smtp = await startSmtp()
  const jobs = [sendMailJob({ url: smtp.url, from: 'noreply@example.ac.jp' }), changeAddressJob]
  let read = 0
  const arrived = async (): Promise<readonly Mailed[]> => {
    await drainJobs(world.system, jobs, clock.now())
    const taken = smtp.taken.slice(read)
    read = smtp.taken.length
    return taken.map(({ recipients, text }) => ({ to: recipients.join(), ...readMail(text) }))
  }
  return {
    world,
    site,
    pass: clock.pass,
    usernames: ordered.map(({ username }) => username),
    signedIn: async at => {
      const browser = site.browser()
      await browser.signIn(ordered[at]?.username ?? '', password)
      return browser
    },
    arrived,
    codeFor: async address => {
      const mail = (await arrived()).findLast(({ to }) => to === address)
      return /: (\d{8})$/m.exec(mail?.text ?? '')?.[1] ?? ''
    },
    logged: () => lines.join(''),
    end: async () => {
      await site.end()
      await smtp.stop()
      await world.end()
    },
  }
}

/** Subject and text of a mail as it went over the wire (RFC 5322 §2.2; RFC 2045 §6). */
const readMail = (raw: string): { readonly subject: string; readonly text: string } => {
  const at = raw.indexOf('\n\n')
  const [head, body] = [raw.slice(0, at).replace(/\n[ \t]+/g, ' '), raw.slice(at + 2)]
  const subject = /^Subject: (.*)$/im.exec(head)?.[1] ?? ''
  const coding = /^Content-Transfer-Encoding: (\S+)/im.exec(head)?.[1]?.toLowerCase()
  if (coding === 'base64') return { subject, text: Buffer.from(body, 'base64').toString('utf8') }
  return { subject, text: coding === 'quoted-printable' ? fromQuoted(body) : body }
}

const fromQuoted = (body: string): string =>
  Buffer.from(
    body
      .replace(/=\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_all, octet: string) => String.fromCharCode(parseInt(octet, 16))),
    'latin1',
  ).toString('utf8')
