/**
 * Acts that take two persons, at the real command line: `--second USERNAME --approval CODE`, for each of them. One walk
 * for every act, so that a new one without a row fails.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, it, test } from 'node:test'
import { act, knownPeople, officerActor } from '../../demo/acts.ts'
import { officeFile } from '../../demo/office-files.ts'
import { runCommand } from '../../src/app/cli.ts'
import { modules } from '../../src/app/modules.ts'
import { addDays, addMonths, dayOf } from '../../src/kernel/day.ts'
import { asAccountId } from '../../src/kernel/ids.ts'
import type { Actor, StaffRole } from '../../src/platform/actor.ts'
import { readConfig } from '../../src/platform/config/config.ts'
import { row, run, sql } from '../../src/platform/database.ts'
import type { Proposal } from '../../src/platform/dual-control.ts'
import { waitingProposals } from '../../src/platform/dual-control/store.ts'
import { randomId } from '../../src/platform/random.ts'
import { world } from '../support/world.ts'

type Said = { readonly status: number; readonly code: string | null; readonly value: Readonly<Record<string, unknown>> }

const here = await world()
const config = (() => {
  const read = readConfig({ DATA_DIR: here.system.dataDir }, 'command')
  assert.ok(read.ok)
  return read.value
})()

/** Types these words at the operator's terminal. */
const type = async (...words: readonly string[]): Promise<Said> => {
  const { status, out, err } = await runCommand({ system: here.system, config }, { words, json: true, language: 'en' })
  const code = err === '' ? null : (JSON.parse(err) as { readonly code: string }).code
  return { status, code, value: JSON.parse(out || '{}') as Said['value'] }
}

const done = async (...words: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
  const said = await type(...words)
  assert.deepEqual({ ...said, value: null }, { status: 0, code: null, value: null }, words.join(' '))
  return said.value
}

const today = () => dayOf(here.system.clock.now())

const memberId = async (slug: string): Promise<string> => {
  const [id] = (await knownPeople(here.system)).get(slug)?.personIds ?? []
  assert.ok(id)
  return id
}

/** Some student who is nobody's officer, another each time. */
const someone = async (): Promise<string> => {
  const found = await row<{ readonly id: string }>(
    here.system.database.read,
    sql`select person_id as id from registry.affiliation where source = 'students' and state = 'active'
          and person_id not in (select person_id from eligibility.exception) order by person_id limit 1`,
  )
  assert.ok(found)
  return found.id
}

const until = () => addMonths(today(), 6)

const grant = async (kind: string, effect: string): Promise<string> => {
  const flags = ['--kind', kind, '--effect', effect, '--from', today(), '--until', until(), '--reason', '試験のため']
  const { exceptionId } = await done('eligibility', 'grant-exception', '--person-id', await someone(), ...flags)
  return String(exceptionId)
}

/** A file from which nearly everyone is missing: the brake holds it. */
let night = 2
const heldImport = async (): Promise<{ readonly id: string; readonly plan: string }> => {
  night += 1
  const whole = officeFile('students', { number: 2, today: addDays(today(), night), asOf: today() })
  const short = Buffer.from(whole).toString('latin1').split('\n').slice(0, 3)
  const file = join(here.system.dataDir, 'short.csv')
  writeFileSync(file, Buffer.from(`${short.join('\n')}\n`, 'latin1'))
  const taken = await done('registry', 'import', '--source', 'students', '--file', file)
  assert.equal(taken['state'], 'blocked')
  return { id: String(taken['import']), plan: String(taken['plan']) }
}

/** Limits that let more pass each time they are asked for. */
let passing = 100_000
const looserGuard = (): string => {
  passing += 1
  const limit = { share: 1, count: passing }
  const brake = { create: limit, update: limit, missing: limit, end: limit, void: limit, base: 1 }
  return JSON.stringify({ brake, missingAfter: 2 })
}

/** What the operator types to propose; the answer is what is typed to carry it out. */
type Walk = {
  readonly roles: StaffRole
  /** Where the desk's own words say that it was settled already. */
  readonly again: string
  readonly alone: string
  readonly propose: () => Promise<readonly string[]>
}

const walks: Readonly<Record<string, Walk>> = {
  'registry.lift-brake': {
    roles: 'registrar',
    again: 'import.already_lifted',
    alone: 'import.own_request',
    propose: async () => {
      const { id, plan } = await heldImport()
      const words = ['registry', 'lift-brake', '--import', id, '--plan', plan, '--reason', '学年の終わりのため']
      assert.equal((await done(...words))['step'], 'asked')
      return words
    },
  },
  'registry.release-guard': {
    roles: 'registrar',
    again: 'guard.same',
    alone: 'proposal.takes_an_officer',
    propose: async () => {
      const flags = ['--source', 'guests', '--guard', looserGuard()]
      const proposed = await done('registry', 'guard-source', ...flags, '--reason', '年度の終わりのため')
      assert.equal(proposed['waits'], true)
      return ['registry', 'release-guard', ...flags]
    },
  },
  'registry.release-merge': {
    roles: 'registrar',
    again: 'merge.not_proposed',
    alone: 'proposal.takes_an_officer',
    propose: async () => {
      const pair = await row<{ readonly winner: string; readonly loser: string }>(
        here.system.database.read,
        sql`select (array_agg(id order by id))[1] as winner, (array_agg(id order by id))[2] as loser from (
              select id from registry.person where state = 'active' and id not in (
                select person_id from eligibility.entitlement where kind like 'role.%') order by id limit 2) as two`,
      )
      const flags = ['--winner', pair?.winner ?? '', '--loser', pair?.loser ?? '', '--reason', '同一人物と確かめた']
      const { merge } = await done('registry', 'propose-merge', ...flags)
      return ['registry', 'release-merge', '--merge', String(merge)]
    },
  },
  'eligibility.release-exception': {
    roles: 'rule-keeper',
    again: 'exception.ended_already',
    alone: 'exception.needs_another_person',
    propose: async () => ['eligibility', 'release-exception', '--exception-id', await grant('role.counter', 'grant')],
  },
  'eligibility.release-end': {
    roles: 'rule-keeper',
    again: 'exception.ended_already',
    alone: 'exception.needs_another_person',
    propose: async () => {
      const id = await grant('account.ECS', 'withhold')
      await done('eligibility', 'end-exception', '--exception-id', id, '--reason', '疑いが晴れたため')
      return ['eligibility', 'release-end', '--exception-id', id]
    },
  },
  'eligibility.enact-rules': {
    roles: 'rule-keeper',
    again: 'rules.not_possible_now',
    alone: 'rules.needs_another_person',
    propose: async () => {
      const { version } = await done('eligibility', 'draft-rules', '--note', '見直し')
      await done('eligibility', 'rehearse-rules', '--version', String(version), '--starts-on', today())
      await here.advance('PT1S') // the worker rests, and has done what it had begun
      const rehearsal = await row<{ readonly hash: string; readonly losing: number }>(
        here.system.database.read,
        sql`select hash, (counts ->> 'losing')::integer as losing from eligibility.rehearsal
            where version = ${Number(version)} and state = 'done' order by started_at desc limit 1`,
      )
      assert.ok(rehearsal)
      const flags = ['--version', String(version), '--hash', rehearsal.hash]
      await done('eligibility', 'propose-rules', ...flags, '--losing', String(rehearsal.losing))
      return ['eligibility', 'enact-rules', ...flags]
    },
  },
  'accounts.release-resume': {
    roles: 'account-operator',
    again: 'account.not_suspended',
    alone: 'proposal.takes_an_officer',
    propose: async () => {
      const [account] = (await knownPeople(here.system)).get('suspended')?.accounts ?? []
      const flags = ['--account-id', account?.id ?? '', '--reason', '端末を確かめたため']
      if (account?.state !== 'suspended') await done('accounts', 'suspend', ...flags, '--cause', 'compromise')
      await done('accounts', 'propose-resume', ...flags)
      return ['accounts', 'release-resume', '--account-id', account?.id ?? '']
    },
  },
  'platform.release-setting': {
    roles: 'operator',
    again: 'setting.changed_meanwhile',
    alone: 'proposal.takes_an_officer',
    propose: async () => {
      const name = 'authentication.own-words'
      const stands = await row<{ readonly version: number }>(
        here.system.database.read,
        sql`select version from platform.setting where name = ${name}`,
      )
      const version = String(stands?.version ?? 0)
      const flags = ['--name', name, '--value', `["wakaba${version}"]`, '--version', version]
      assert.equal((await done('platform', 'change-setting', ...flags, '--reason', '推測されやすい'))['waits'], true)
      return ['platform', 'release-setting', ...flags]
    },
  },
}

test('every act that is told on the page Approvals is walked here', () => {
  const told = modules.flatMap(module => module.proposals ?? []).map(teller => teller.act)
  assert.deepEqual(Object.keys(walks).toSorted(), told.toSorted())
})

const proposalFor = async (name: string): Promise<Proposal> => {
  const waiting = await waitingProposals(here.system.database.read, here.system.clock.now())
  const proposal = waiting.findLast(each => each.act === name)
  assert.ok(proposal, `nothing waits for ${name}`)
  return proposal
}

type Person = Actor & { readonly kind: 'person' }
const officer = async (role: StaffRole, place: 0 | 1 = 0): Promise<Person> => {
  const found = await officerActor(here.system, role, place)
  assert.ok(found.kind === 'person')
  return found
}

/** As the page Approvals does for an officer. */
const codeOf = async (by: Person, proposal: Proposal): Promise<string> => {
  const { id: proposalId, payloadHash } = proposal
  const made = await act<{ readonly code: string }>(
    here.system,
    'platform.make-approval',
    { proposalId, payloadHash },
    by,
  )
  return made.code
}

const second = (username: string, code: string) => ['--second', username, '--approval', code] as const

describe('with an officer’s code the operator carries out what another person approved', () => {
  for (const [name, walk] of Object.entries(walks))
    it(name, async () => {
      const words = await walk.propose()
      const proposal = await proposalFor(name)
      const [one, other] = [await officer(walk.roles), await officer(walk.roles, 1)]
      const code = await codeOf(one, proposal)
      const tried = async (...more: readonly string[]) => (await type(...words, ...more)).code
      assert.equal(await tried(), walk.alone, 'alone')
      assert.equal(await tried(...second(one.username, 'AAAAA-AAAAA-AAAAA-AAAAA')), 'approval.wrong', 'a guess')
      assert.equal(await tried(...second(other.username, code)), 'approval.wrong', 'under another name')
      assert.equal(
        await tried(...second(one.username, await codeForAnother(one))),
        'approval.wrong',
        'another act’s code',
      )
      await done(...words, ...second(one.username, code.toLowerCase()))
      assert.equal(await tried(...second(one.username, code)), walk.again, 'a second time')
      const kept = await row<{ readonly by: string }>(
        here.system.database.read,
        sql`select settled_by as by from platform.proposal where id = ${proposal.id} and state = 'released'`,
      )
      assert.equal(kept?.by, `person:${one.personId}`, 'it stands as released by the officer')
    })

  /** The same officer's code for a proposal of another act. */
  const codeForAnother = async (by: Person): Promise<string> => {
    const id = randomId()
    await here.system.database.transact(tx =>
      run(
        tx,
        sql`insert into platform.proposal (id, act, subject, payload, payload_hash, roles, proposed_by, proposed_at,
              expires_at, reason, state)
            values (${id}, 'test.other', ${id}, '{}', decode(${'ab'.repeat(32)}, 'hex'),
              ${[...by.roles]}::text[], 'operator:root', ${here.system.clock.now()},
              ${new Date(here.system.clock.now().getTime() + 3_600_000)}, 'x', 'proposed')`,
      ),
    )
    const proposal = (await waitingProposals(here.system.database.read, here.system.clock.now())).find(p => p.id === id)
    assert.ok(proposal)
    return codeOf(by, proposal)
  }
})

test('flow.dual-control-same-person', async () => {
  const one = await officer('account-operator')
  const accountId = asAccountId((await knownPeople(here.system)).get('suspended')?.accounts[0]?.id ?? '')
  const input = { accountId, reason: '端末を確かめたため' }
  await act(here.system, 'accounts.suspend', { ...input, cause: 'compromise' }, one)
  await act(here.system, 'accounts.propose-resume', input, one)
  const proposal = await proposalFor('accounts.release-resume')
  const secondAccount: Person = { ...one, username: 'a0999999', accountId: asAccountId(randomId()) }
  for (const by of [one, secondAccount]) await assert.rejects(codeOf(by, proposal), /proposal.same_person/)
})

test('flow.dual-control-expired', async () => {
  const one = await officer('rule-keeper')
  const words = await walks['eligibility.release-exception']?.propose()
  const code = await codeOf(one, await proposalFor('eligibility.release-exception'))
  await here.advance('PT15M')
  assert.equal((await type(...(words ?? []), ...second(one.username, code))).code, 'approval.wrong')
  await here.advance('P3D')
  const stale = await type(...(words ?? []), ...second(one.username, code))
  assert.equal(stale.code, 'exception.ended_already')
})

describe('on a database that has no officers yet, the operator does it alone', () => {
  beforeEach(async () => {
    await here.system.database.transact(tx =>
      run(tx, sql`delete from eligibility.entitlement where kind in ('role.rule-keeper', 'role.operator')`),
    )
  })
  for (const [name, walk] of Object.entries(walks).filter(([name]) => name !== 'eligibility.release-exception'))
    it(name, async () => {
      const words = await walk.propose()
      await done(...words)
      assert.notEqual((await type(...words)).status, 0, 'and once')
    })

  it('eligibility.release-exception: what gives a role waits for nobody', async () => {
    const flags = [
      '--kind',
      'role.counter',
      '--effect',
      'grant',
      '--from',
      today(),
      '--until',
      until(),
      '--reason',
      'x',
    ]
    const made = await done('eligibility', 'grant-exception', '--person-id', await memberId('professor'), ...flags)
    assert.equal(made['waits'], false)
  })
})
