import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayHelp, printedPass, readPass, takesTwo, type Recovering } from './enrolment-pass.ts'

const student: Recovering = { isOwn: false, isStaff: false, isOfficer: false, isPasswordNew: false }

test('mfa.desk-approves-own: whom a counter may help', () => {
  const rows: readonly (readonly [Recovering, boolean, string])[] = [
    [student, false, 'ok'],
    [{ ...student, isOwn: true }, true, 'pass.own'],
    [{ ...student, isOfficer: true }, false, 'pass.of_an_officer'],
    [{ ...student, isOfficer: true }, true, 'ok'],
    [{ ...student, isOfficer: true, isOwn: true }, true, 'pass.own'],
  ]
  for (const [recovering, isOperator, expected] of rows) {
    const may = mayHelp(recovering, isOperator)
    assert.equal(may.ok ? 'ok' : may.refusal.code, expected)
  }
})

test('where it takes two officers', () => {
  assert.equal(takesTwo(student), false)
  for (const why of ['isStaff', 'isOfficer', 'isPasswordNew'] as const)
    assert.equal(takesTwo({ ...student, [why]: true }), true, why)
})

test('what people type', () => {
  assert.equal(printedPass('ABCDEFGHJKMN'), 'ABCD-EFGH-JKMN')
  assert.equal(readPass(' abcd efgh–jkmn '), 'ABCDEFGHJKMN')
  assert.equal(readPass('oiL0'), '0110')
})
