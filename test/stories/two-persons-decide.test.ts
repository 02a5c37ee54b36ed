/** What takes two persons: one proposes, another sees what and why on the page Approvals, and decides. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMonths, dayOf } from '../../src/kernel/day.ts'
import { row, sql } from '../../src/platform/database.ts'
import { waitingProposals } from '../../src/platform/dual-control/store.ts'
import { readSetting } from '../../src/platform/settings.ts'
import { institutionSetting } from '../../src/platform/settings/own.ts'
import { profileSetting } from '../../src/authentication/rules-in-force.ts'
import { world, type Answer, type Client } from '../support/world.ts'

const hidden = ({ text }: Answer, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''

/** The proposal on a page that a button decides. */
const shownIn = ({ text }: Answer): string => /\/approvals\/([0-9a-f-]{36})\//.exec(text)?.[1] ?? ''

test('two persons decide', async t => {
  const here = await world()
  const { database, clock } = here.system
  const suspended = '止水 静香'
  const stateOf = async (name: string) => (await here.people()).find(each => each.name.ja === name)?.usernames[0]?.state
  const lastOutcome = async (act: string): Promise<string | undefined> =>
    (
      await row<{ readonly outcome: string }>(
        database.read,
        sql`select outcome from platform.audit_entry where act = ${act} order by seq desc limit 1`,
      )
    )?.outcome
  const first = await here.signedIn('開田 司')
  const second = await here.signedIn('閉田 司')
  const post = async (client: Client, path: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const page = await client.get('/approvals')
    const given = { csrf: hidden(page, 'csrf'), payloadHash: hidden(page, 'payloadHash') }
    return client.post(path, { ...given, ...fields })
  }

  await t.test('the other officer is told who wants what and why, and how many wait', async () => {
    const page = await second.get('/approvals?lang=ja')
    assert.match(page.text, /href="\/approvals"[^>]*>承認 <span class="count">1/)
    for (const said of [suspended, '開田 司', '端末を確かめたため', '不正利用の疑い'])
      assert.ok(page.text.includes(said), said)
    assert.doesNotMatch(page.text, /accountId|payload&quot;/, 'facts in words')
    assert.match(page.text, /\/approve"/)
  })

  await t.test('the proposer is offered no button but the way back, and is refused by any other way', async () => {
    const page = await first.get('/approvals')
    assert.doesNotMatch(page.text, /\/approve"|\/code"/)
    assert.doesNotMatch(page.text, /class="count"/)
    assert.equal((await post(first, `/approvals/${shownIn(page)}/approve`)).status, 409)
    assert.equal(await lastOutcome('accounts.release-resume'), 'resume.same_person')
    assert.equal((await post(first, `/approvals/${shownIn(page)}/code`)).status, 409)
    assert.equal(await stateOf(suspended), 'suspended')
  })

  await t.test('an officer of another role sees nothing of it', async () => {
    const counter = await here.officer('counter')
    const page = await counter.get('/approvals')
    assert.ok(!page.text.includes(suspended))
    const id = shownIn(await second.get('/approvals'))
    assert.equal((await post(counter, `/approvals/${id}/approve`)).status, 404)
    const member = await here.signedIn('若葉 教授')
    assert.equal((await member.get('/approvals')).status, 404)
  })

  await t.test('who saw something else than what waits is asked to look again', async () => {
    const id = shownIn(await second.get('/approvals'))
    const answer = await post(second, `/approvals/${id}/approve`, { payloadHash: 'a'.repeat(64) })
    assert.equal(answer.status, 409)
    assert.equal(await stateOf(suspended), 'suspended')
  })

  await t.test('the code for the command line is shown once, with its end', async () => {
    const id = shownIn(await second.get('/approvals'))
    const page = await post(second, `/approvals/${id}/code`)
    const [code] = /([0-9A-Z]{5}-){3}[0-9A-Z]{5}/.exec(page.text) ?? []
    assert.ok(code)
    assert.ok(!page.url.includes(code), 'not in an address')
    assert.match(page.text, /sekimori accounts release-resume --account-id [0-9a-f-]{36} --second \w+ --approval/)
    assert.ok(!(await second.get('/approvals')).text.includes(code))
  })

  await t.test('approved, it is carried out, and stands in the history with both names', async () => {
    const id = shownIn(await second.get('/approvals'))
    assert.equal((await post(second, `/approvals/${id}/approve`)).status, 200)
    assert.equal(await stateOf(suspended), 'pending')
    const page = await second.get('/approvals')
    assert.doesNotMatch(page.text, /class="count"/)
    for (const name of ['開田 司', '閉田 司']) assert.ok(page.text.includes(name))
    assert.equal((await post(second, `/approvals/${id}/approve`)).status, 409, 'once')
  })

  await t.test('refused, it is over, and nothing goes on waiting', async () => {
    const [one, other] = [await here.signedIn('規矩田 正'), await here.signedIn('規矩田 直')]
    const today = dayOf(clock.now())
    const person = await row<{ readonly number: string }>(
      database.read,
      sql`select number from registry.published_person where display_ja = '若葉 教授'`,
    )
    const period = { from: today, last: addMonths(today, 3) }
    await one.get('/exceptions/new')
    const wish = {
      number: person?.number ?? '',
      kind: 'role.counter',
      effect: 'grant',
      ...period,
      reason: '窓口の応援',
    }
    assert.equal((await one.post('/exceptions/new', wish)).status, 200)
    const page = await other.get('/approvals')
    assert.ok(page.text.includes('窓口の応援'))
    assert.equal((await post(other, `/approvals/${shownIn(page)}/refuse`)).status, 200)
    const left = await waitingProposals(database.read, clock.now())
    assert.deepEqual(
      left.filter(({ act }) => act.startsWith('eligibility.')),
      [],
    )
    const waiting = await row(
      database.read,
      sql`select 1 as one from eligibility.exception where needs_release and released_by is null and ended_at is null`,
    )
    assert.equal(waiting, null)
  })

  const [admin, colleague] = [await here.signedIn('運天 守'), await here.signedIn('運天 進')]
  const named = `/settings/${institutionSetting.name}`
  const naming = (ja: string) => ({ 'value.ja': ja, 'value.en': 'Aoba University', reason: '改称' })

  await t.test('plat.two-admins-race', async () => {
    await admin.get(named)
    await colleague.get(named)
    assert.equal((await admin.post(named, naming('青葉大学'))).status, 200)
    const late = await colleague.post(named, naming('紅葉大学'))
    assert.equal(late.status, 422)
    assert.ok(late.text.includes('紅葉大学'), 'nothing typed is lost')
    assert.equal(await lastOutcome('platform.change-setting'), 'setting.changed_meanwhile')
    assert.equal((await readSetting(database.read, institutionSetting)).ja, '青葉大学')
    assert.ok((await here.stranger().get('/sign-in?lang=ja')).text.includes('青葉大学'))
  })

  await t.test('what was and what is are in the audit log', async () => {
    const kept = await row<{ readonly detail: Readonly<Record<string, unknown>> }>(
      database.read,
      sql`select detail from platform.audit_entry where act = 'platform.change-setting' and outcome = 'done'
          order by seq desc limit 1`,
    )
    assert.deepEqual(kept?.detail['from'], { ja: '若葉大学', en: 'Wakaba University' })
    assert.deepEqual(kept?.detail['to'], { ja: '青葉大学', en: 'Aoba University' })
  })

  await t.test('what guards something is changed by two', async () => {
    const guarded = `/settings/${profileSetting.name}`
    await admin.get(guarded)
    const asked = await admin.post(guarded, { value: 'with-mfa', reason: '二要素認証が行き渡ったため' })
    assert.equal(asked.status, 200)
    assert.equal(await readSetting(database.read, profileSetting), 'default')
    const page = await colleague.get('/approvals')
    assert.equal((await post(colleague, `/approvals/${shownIn(page)}/approve`)).status, 200)
    assert.equal(await readSetting(database.read, profileSetting), 'with-mfa')
  })

  await t.test('a value of the wrong kind is refused at its field', async () => {
    const days = '/settings/platform.mail-retention-days'
    await admin.get(days)
    for (const value of ['', 'x', '0', '99999', '1.5']) {
      const answer = await admin.post(days, { value, reason: 'x' })
      assert.equal(answer.status, 422, value)
      assert.match(answer.text, /href="#field-value"/)
    }
    assert.equal((await admin.post(days, { value: '９０', reason: '保存期間の規程' }, days)).status, 200)
  })
})
