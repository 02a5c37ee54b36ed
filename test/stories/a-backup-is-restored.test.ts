/**
 * A disaster, whole: a backup is made beside the running university, life goes on, everything is lost, and the backup is
 * put back on another machine by the commands that operators type.
 */
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { usernameSetting } from '../../src/accounts/settings.ts'
import { open } from '../../src/app/open.ts'
import { readConfig } from '../../src/platform/config/config.ts'
import { row, sql, type Database } from '../../src/platform/database.ts'
import { sealAudit } from '../../src/platform/audit/seal.ts'
import { urlOf } from '../../src/platform/postgres/address.ts'
import { readSetting } from '../../src/platform/settings.ts'
import { testCluster } from '../support/cluster.ts'
import { rehearseRestore, sekimori } from '../support/command-line.ts'
import { testDatabase } from '../support/database.ts'
import { website } from '../support/web.ts'
import { world } from '../support/world.ts'

const password = 'Kx7-qZ3m-Wv9p-Rt2h'

const one = async (database: Database, statement: ReturnType<typeof sql>): Promise<unknown> =>
  Object.values((await row<Record<string, unknown>>(database.read, statement)) ?? {})[0]

const refusal = (err: string): unknown => (JSON.parse(err) as { readonly code: string }).code

test('a backup is restored', async t => {
  const here = await world()
  const folder = mkdtempSync(join(tmpdir(), 'sekimori-restore-'))
  const file = join(folder, 'night.backup')
  const lost = await website(here.system)
  const name = String(await one(here.system.database, sql`select current_database()`))
  const old = { DATABASE_URL: urlOf({ ...(await testCluster()), database: name }), DATA_DIR: here.system.dataDir }

  const people = await here.people()
  const member = people.find(({ usernames, password: known }) => known !== null && usernames[0]?.state === 'active')
  const student = people.find(each => each.name.ja === '春野 新入')
  const username = student?.usernames[0]?.username ?? ''
  const key = student?.activationKeys[username] ?? ''
  const signIn = [member?.usernames[0]?.username ?? '', member?.password ?? ''] as const

  const before = lost.browser()
  assert.equal((await before.signIn(...signIn)).status, 303)
  assert.ok((await before.get('/')).body.includes(signIn[0]))

  await t.test('the backup is made beside the running server', async () => {
    const made = await sekimori(old, 'backup', 'create', '--out', file, '--json')
    assert.equal(made.status, 0, made.err)
    assert.ok((JSON.parse(made.out) as { rows: number }).rows > 1000)
    const again = await sekimori(old, 'backup', 'create', '--out', file, '--json')
    assert.deepEqual([again.status, refusal(again.err)], [1, 'backup.file_exists'])
  })

  await t.test('life goes on: the student spends her key', async () => {
    const browser = lost.browser()
    await browser.get('/activate')
    const answer = await browser.post('/activate', { username, key, password, repeat: password })
    assert.equal(answer.status, 303)
    await sealAudit(here.system)
  })

  const empty = await testDatabase('template0')
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  copyFileSync(join(here.system.dataDir, 'master.key'), join(dataDir, 'master.key'))
  copyFileSync(join(here.system.dataDir, 'audit-roots.jsonl'), join(dataDir, 'audit-roots.jsonl'))
  const anew = { DATABASE_URL: empty.url, DATA_DIR: dataDir, BASE_URL: here.baseUrl }

  await t.test('it is put back into an empty database of another machine, once', async () => {
    const restored = await sekimori(anew, 'backup', 'restore', '--from', file, '--json')
    assert.equal(restored.status, 0, restored.err)
    const { ended, roots } = JSON.parse(restored.out) as { ended: Record<string, number>; roots: { was: string } }
    assert.equal(roots.was, 'ahead')
    assert.ok((ended['authentication.sessions'] ?? 0) > 0 && (ended['accounts.keys'] ?? 0) > 0, JSON.stringify(ended))
    const again = await sekimori(anew, 'backup', 'restore', '--from', file, '--json')
    assert.deepEqual([again.status, refusal(again.err)], [1, 'backup.not_empty'])
  })

  await t.test('the audit log is whole, and what was moved aside still tells what was lost', async () => {
    const verified = await sekimori(anew, 'audit', 'verify', '--json')
    assert.equal(verified.status, 0, verified.err)
    const aside = readdirSync(dataDir).find(each => /\.until-[\dTZ]+$/.test(each)) ?? ''
    assert.match(readFileSync(join(dataDir, `${aside}.txt`), 'utf8'), /only witness/)
    const cut = await sekimori(anew, 'audit', 'verify', '--roots', join(dataDir, aside), '--json')
    const { findings } = JSON.parse(cut.err) as { readonly findings: readonly { readonly code: string }[] }
    assert.equal(cut.status, 1)
    assert.ok(findings.some(({ code }) => /^audit\.(cut_off|rewritten)$/.test(code)))
  })

  const config = readConfig(anew, 'demo')
  assert.ok(config.ok)
  const opened = await open(config.value, { purpose: 'demo' })
  assert.ok(opened.ok)
  const { system, close } = opened.value
  const site = await website(system)
  after(async () => {
    await site.end()
    await lost.end()
    await close()
    await empty.drop()
    rmSync(folder, { recursive: true })
  })

  await t.test('a member signs in with the password of always', async () => {
    const browser = site.browser()
    assert.equal((await browser.signIn(...signIn)).status, 303)
    assert.ok((await browser.get('/')).body.includes(signIn[0]))
  })

  await t.test('plat.backup-restore-replay: what was issued before the backup and may be spent is refused', async s => {
    await s.test('a session of before', async () => {
      const browser = site.browser()
      for (const [cookie, value] of before.cookies) browser.cookies.set(cookie, value)
      assert.ok(!(await browser.get('/')).body.includes(signIn[0]))
      const ended = await one(
        system.database,
        sql`select count(*) from authentication.session where ended_because = 'restored'`,
      )
      assert.ok(Number(ended) > 0)
    })
    await s.test('an activation key that was spent meanwhile', async () => {
      const browser = site.browser()
      await browser.get('/activate')
      const answer = await browser.post('/activate', { username, key, password, repeat: password })
      assert.equal(answer.status, 422)
    })
    await s.test('codes, tokens, approvals, proposals and invitations', async () => {
      const left = await one(
        system.database,
        sql`select (select count(*) from sso.grant_account) + (select count(*) from sso.cas_ticket)
                 + (select count(*) from platform.approval where spent_at is null)
                 + (select count(*) from platform.proposal where state = 'proposed')
                 + (select count(*) from admissions.invitation where state = 'open')
                 + (select count(*) from admissions.application where code_print is not null)
                 + (select count(*) from accounts.activation_key where state in ('issued', 'delivered'))`,
      )
      assert.equal(Number(left), 0)
    })
    await s.test('a mail that may have been sent already waits for a person', async () => {
      assert.equal(
        Number(
          await one(
            system.database,
            sql`select count(*) from platform.mail where sent_at is null and failed_at is null`,
          ),
        ),
        0,
      )
    })
  })

  await t.test('acc.name-reuse: a name that was given after the backup is not drawn for somebody else', async () => {
    const names = await readSetting(system.database.read, usernameSetting)
    assert.deepEqual(names.ecsPrefixes, ['a0', 'a1'])
  })

  await t.test('a backup is rehearsed beside everything else, and nothing is left of it', async () => {
    const { status, out, err } = await rehearseRestore(join(dataDir, 'master.key'), file)
    assert.equal(status, 0, err)
    assert.match(out, /"found":0[^]*removed again/)
  })

  await t.test('the restore itself is in the audit log', async () => {
    const detail = await one(
      system.database,
      sql`select detail from platform.audit_entry where act = 'platform.restore-backup'`,
    )
    assert.equal((detail as { readonly roots: string }).roots, 'ahead')
    assert.ok(existsSync(join(dataDir, 'audit-roots.jsonl')))
  })
})
