import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { browserMissing, closeBrowser, openBrowser } from '../../../test/support/browser.ts'
import { fieldOf, type Errors, type Field, type Values } from './field.ts'
import { errorSummary, form } from './form.ts'
import { html, render } from './html.ts'

const label = { ja: '名前', en: 'Name' }
const wrong = { ja: '入力してください', en: 'Enter this' }
const draw = (field: Field, values: Values = {}, errors: Errors = {}): string =>
  render(fieldOf(field, values, errors), 'en')

describe('a field', () => {
  it('keeps what was typed, except secrets', () => {
    assert.match(draw({ kind: 'text', name: 'a', label }, { a: '"<' }), /value="&quot;&lt;"/)
    assert.match(draw({ kind: 'textarea', name: 'a', label }, { a: '\n<' }), />\n\n&lt;<\/textarea>/)
    assert.doesNotMatch(
      draw({ kind: 'password', name: 'a', label, autocomplete: 'new-password' }, { a: 'secret' }),
      />secret|value=/,
    )
    const choices = [
      { value: 'x', label },
      { value: 'y', label },
    ]
    assert.match(draw({ kind: 'select', name: 'a', label, choices }, { a: 'y' }), /value="y" selected/)
    assert.match(draw({ kind: 'radio', name: 'a', label, choices }, { a: 'y' }), /value="y" checked/)
    const ticked = draw({ kind: 'checkboxes', name: 'a', label, choices }, { a: ['x', 'y'] })
    assert.equal(ticked.match(/checked/g)?.length, 2)
    assert.match(draw({ kind: 'checkbox', name: 'a', label }, { a: 'yes' }), /checked/)
  })

  it('ties its hint and its error to its box', () => {
    const markup = draw({ kind: 'date', name: 'born', label }, {}, { born: wrong })
    assert.match(
      markup,
      /id="field-born" name="born" aria-describedby="field-born-hint field-born-error" aria-invalid="true"/,
    )
    assert.match(markup, /id="field-born-hint"/)
    assert.match(markup, /id="field-born-error"/)
  })
})

describe('an error summary', () => {
  const fields: readonly Field[] = [
    { kind: 'text', name: 'a', label },
    { kind: 'group', legend: label, fields: [{ kind: 'radio', name: 'b', label, choices: [{ value: '1', label }] }] },
  ]

  it('links to the fields in the order of the page, whole-form errors first', () => {
    const markup = render(html`${errorSummary({ b: wrong, a: wrong, '': wrong }, fields)}`, 'en')
    assert.deepEqual(
      [...markup.matchAll(/<li>(?:<a href="([^"]+)">)?/g)].map(([, href]) => href),
      [undefined, '#field-a', '#field-b'],
    )
  })

  it('is absent where nothing is wrong', () => assert.equal(errorSummary({}, fields), false))

  it('leads to boxes that exist and is in focus', { skip: browserMissing }, async () => {
    const page = await openBrowser()
    const markup = form({ action: '/x', csrf: null, fields, errors: { a: wrong, b: wrong }, submit: { label } })
    await page.setContent(render(markup, 'en'))
    const targets = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>('.errors a')].map(
        link => document.querySelector(link.hash)?.tagName,
      ),
    )
    assert.deepEqual(targets, ['INPUT', 'INPUT'])
  })
})

describe('a form', () => {
  it('carries files where it asks for one, and has one filled button', () => {
    const upload = form({
      action: '/imports',
      csrf: null,
      fields: [{ kind: 'group', legend: label, fields: [{ kind: 'file', name: 'f', label }] }],
      submit: { label },
    })
    const markup = render(upload, 'en')
    assert.match(markup, /enctype="multipart\/form-data"/)
    assert.equal(markup.match(/class="primary"/g)?.length, 1)
  })
})

after(closeBrowser)
