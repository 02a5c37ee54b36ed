/**
 * Thousands of lives of an application, each step chosen at random among everything that anybody could try: whichever way
 * it went, an application is admitted only with the proof its status demands, and a guest only with a host.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application, diceOf, someone } from '../../test/support/applications.ts'
import { actionsIn } from '../kernel/machine.ts'
import { applicationLife, step, type Application } from './application.ts'
import { decideAdmit, decideEvidence, decideProvisional, type Judge } from './decide.ts'
import { counters, documents, methods, papersFor, type Evidence, type Seen } from './evidence.ts'
import { appliedStatus, appliedStatuses } from './statuses.ts'

const judges: readonly Judge[] = [1, 2, 3].map(n => ({ person: someone(n), label: `person:${someone(n)}` }))
const start = Date.parse('2026-11-01T00:00:00Z')

type Life = { readonly application: Application; readonly evidence: readonly Evidence[]; readonly hostStands: boolean }
type Pick = <Item>(items: readonly Item[]) => Item

const born = (pick: Pick): Life => ({
  application: application({
    state: 'draft',
    submittedAt: null,
    answers: { status: pick(appliedStatuses).code },
    host: pick([null, someone(1), someone(7)]),
    broughtByLabel: pick([null, judges[1]?.label ?? null]),
  }),
  evidence: [],
  hostStands: pick([true, true, false]),
})

/** One try by somebody at some moment: what the rules let through happens, anything else changes nothing. */
const live = (life: Life, pick: Pick, at: Date): Life => {
  const judge = pick(judges)
  const likely = papersFor(life.application.answers.status)
  const seen: Seen = {
    method: pick(methods),
    document: pick([...documents, ...likely, ...likely, ...likely]),
    last4: pick(['', '1234']),
    counter: pick(counters),
  }
  const tries: readonly (() => Life)[] = [
    () => handIn(life, at),
    () => record(life, seen, judge, at),
    () => second(life, judge),
    () => admit(life, judge),
    () => provisionally(life, judge),
    () => anyOther(life, pick, at),
    () => ({ ...life, hostStands: pick([true, false]) }),
    () => change(life, pick),
  ]
  return pick(tries)()
}

const moved = (life: Life, to: Application['state'], more: Partial<Application> = {}): Life => ({
  ...life,
  application: { ...life.application, state: to, ...more },
})

const handIn = (life: Life, at: Date): Life => {
  const asks =
    appliedStatus(life.application.answers.status)?.hosted === true && life.application.hostConfirmedAt === null
  const to = step(life.application.state, asks ? 'ask_host' : 'submit')
  return to.ok ? moved(life, to.value, { submittedAt: at }) : life
}

const record = (life: Life, seen: Seen, judge: Judge, at: Date): Life => {
  const decided = decideEvidence(life, seen, judge)
  if (!decided.ok) return life
  const kept = { ...life, evidence: [...life.evidence, { ...seen, id: String(at.getTime()), checker: judge.label, secondChecker: null, at }] } // prettier-ignore
  return decided.value.checkers === 'one' ? moved(kept, decided.value.to) : kept
}

/** As the use case does: another officer than the first, on the check made last, since it was handed in. */
const second = (life: Life, judge: Judge): Life => {
  const last = life.evidence.at(-1)
  const { submittedAt } = life.application
  if (last === undefined || last.checker === judge.label || submittedAt === null || last.at < submittedAt) return life
  const decided = decideEvidence(life, last, judge)
  if (!decided.ok) return life
  const checked = { ...life, evidence: [...life.evidence.slice(0, -1), { ...last, secondChecker: judge.label }] }
  return moved(checked, decided.value.to)
}

const admit = (life: Life, judge: Judge): Life => {
  const decided = decideAdmit(life, judge)
  return decided.ok ? moved(life, decided.value.to) : life
}

const provisionally = (life: Life, judge: Judge): Life => {
  const decided = decideProvisional(life, judge)
  return decided.ok ? moved(life, decided.value.to) : life
}

/** Every other way of the table, such as a host's yes or no, a sending back, a withdrawal. */
const anyOther = (life: Life, pick: Pick, at: Date): Life => {
  const guarded = new Set(['submit', 'ask_host', 'record_evidence', 'prove', 'admit', 'admit_provisionally'])
  const others = actionsIn(applicationLife, life.application.state).filter(action => !guarded.has(action))
  if (others.length === 0) return life
  const action = pick(others)
  const to = step(life.application.state, action)
  return to.ok ? moved(life, to.value, action === 'confirm' ? { hostConfirmedAt: at } : {}) : life
}

/** Sent back, an applicant may name another status, and then needs its host's word anew. */
const change = (life: Life, pick: Pick): Life => {
  const { state } = life.application
  if (state !== 'draft' && state !== 'sent_back') return life
  return moved(life, state, { answers: { status: pick(appliedStatuses).code }, hostConfirmedAt: null })
}

/** Told apart from the rules themselves: what must be true of whoever is admitted. */
const deserved = ({ application: { answers, submittedAt, hostConfirmedAt }, evidence }: Life): boolean => {
  const demanded = appliedStatus(answers.status)
  const shown = evidence.filter(one => submittedAt !== null && one.at >= submittedAt && one.counter !== 'agent')
  const papers = shown.filter(one => demanded?.proofs.some(proof => proof === one.document) === true)
  const inPerson = papers.some(one => one.method === 'in-person')
  const byTwo = [...papers, ...shown.filter(one => one.method === 'superior' && one.document === 'none')].some(
    one => one.secondChecker !== null && one.secondChecker !== one.checker,
  )
  return (inPerson || byTwo) && (demanded?.hosted !== true || hostConfirmedAt !== null)
}

test('no path leads to admitted without the evidence the rule demands', () => {
  let admitted = 0
  for (let seed = 1; seed <= 20_000; seed += 1) {
    const dice = diceOf(seed, 'admissions')
    const pick: Pick = items => dice.pick(items)
    let life = born(pick)
    for (let turn = 1; turn <= 60 && life.application.state !== 'admitted'; turn += 1)
      life = live(life, pick, new Date(start + turn * 60_000))
    if (life.application.state !== 'admitted') continue
    admitted += 1
    assert.ok(deserved(life), `seed ${seed}: ${JSON.stringify(life)}`)
  }
  assert.ok(admitted > 200, `only ${admitted} lives came so far`)
})
