import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { browserMissing, closeBrowser, openBrowser } from '../../../test/support/browser.ts'
import { fieldOf } from './field.ts'
import { attributes, html, passage, perLanguage, raw, render, type Content } from './html.ts'

const ja = (content: Content): string => render(html`${content}`, 'ja')

const textarea = (text: string): Content =>
  fieldOf({ kind: 'textarea', name: 'a', label: { ja: '名', en: 'Name' } }, { a: text }, {})

/** What a parser makes of text and attribute values that hold character references only. */
const parsed = (markup: string): string =>
  markup
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

/** What HTML can hold of a string: no NUL, no half of a surrogate pair. */
const asHtmlHolds = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('<', '>', '&', '"', "'", '`', '/', '=', ' ', '\r', '\n', '\0', '\uD800', 'a', '-', '!', ';'),
  }),
)

describe('html', () => {
  it('keeps any string as text and as an attribute, and lets none become markup', () => {
    fc.assert(
      fc.property(anyText, text => {
        const markup = render(html`<p title="${text}">${text}</p>`, 'ja')
        const [, title = '', content = ''] = /^<p title="([^"]*)">([^<]*)<\/p>$/.exec(markup) ?? []
        assert.equal(parsed(title), asHtmlHolds(text))
        assert.equal(parsed(content), asHtmlHolds(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps any string in a real browser too', { skip: browserMissing }, async () => {
    const texts = fc.sample(anyText, 300)
    const page = await openBrowser()
    const draw = (text: string): string =>
      render(
        html`<p title="${text}">${text}</p>
          ${textarea(text)}`,
        'ja',
      )
    await page.setContent(`<!doctype html><meta charset="utf-8"><main>${texts.map(draw).join('')}</main>`)
    const seen = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('textarea')]
      return [...document.querySelectorAll('main > p')].map((p, index) => [
        p.getAttribute('title'),
        p.textContent,
        boxes[index]?.textContent,
      ])
    })
    const elements = await page.evaluate(() => document.querySelectorAll('main *').length)
    assert.equal(elements, texts.length * 4)
    assert.deepEqual(
      seen,
      texts.map(text => [asHtmlHolds(text), asHtmlHolds(text), asHtmlHolds(text)]),
    )
  })

  it('prints nothing for nothing, and lists member by member', () => {
    assert.equal(ja([null, undefined, false, '', 'a', [1, html`<b>${'<'}</b>`]]), 'a1<b>&lt;</b>')
  })

  it('chooses words when rendered, also of markup', () => {
    const piece = html`${{ ja: html`<b>藍</b>`, en: 'indigo' }} <i title="${{ ja: '朱', en: 'vermilion' }}"></i>`
    assert.equal(render(piece, 'ja'), '<b>藍</b> <i title="朱"></i>')
    assert.equal(render(piece, 'en'), 'indigo <i title="vermilion"></i>')
  })

  it('marks a passage only on a page in the other language', () => {
    assert.equal(render(passage('ja', '関守'), 'ja'), '関守')
    assert.equal(render(passage('ja', '関守'), 'en'), '<span lang="ja">関守</span>')
  })

  it('lets a page differ by language', () => {
    assert.equal(
      render(
        perLanguage(language => language.toUpperCase()),
        'en',
      ),
      'EN',
    )
  })

  const script = 'javascript'
  const links: readonly (readonly [string, string])[] = [
    ['/people/1?q=a&b', '/people/1?q=a&amp;b'],
    ['https://example.ac.jp/', 'https://example.ac.jp/'],
    ['mailto:a@example.ac.jp', 'mailto:a@example.ac.jp'],
    ['people:1/2', '#'],
    [`${script}:alert(1)`, '#'],
    [` ${script.toUpperCase()}:alert(1)`, '#'],
    ['java\nscript:alert(1)', '#'],
    ['\u0001data:text/html,x', '#'],
    [`?next=${script}:1`, `?next=${script}:1`],
  ]
  for (const [address, expected] of links)
    it(`leads ${JSON.stringify(address)} to ${expected}`, () => {
      assert.equal(render(html`<a href="${address}">x</a>`, 'ja'), `<a href="${expected}">x</a>`)
      assert.equal(render(html`<a ${attributes({ href: address })}>x</a>`, 'ja'), `<a href="${expected}">x</a>`)
    })

  it('spreads attributes and leaves out what is not set', () => {
    const given = attributes({ id: 'a', checked: true, hidden: false, title: null, value: '"' })
    assert.equal(render(html`<input ${given} />`, 'ja'), '<input id="a" checked value="&quot;" />')
  })

  it('refuses attributes that run or paint', () => {
    assert.throws(() => attributes({ onclick: 'x' }))
    assert.throws(() => attributes({ style: 'x' }))
    assert.throws(() => attributes({ 'a b': 'x' }))
  })

  const x = 'x'
  // prettier-ignore
  const unsafe: readonly (readonly [string, () => unknown])[] = [
    ['an unquoted attribute', () => html`<a href=${x}>y</a>`],
    ['a single-quoted attribute', () => html`<a href='${x}'>y</a>`],
    ['a tag name', () => html`<${x}>y</p>`],
    ['the middle of a tag name', () => html`<h${x}>y</h1>`],
    ['an attribute name', () => html`<p data-${x}="1">y</p>`],
    [
      'a script',
      () =>
        html`<script>
          ${x}
        </script>`,
    ],
    [
      'a style sheet',
      () =>
        html`<style>
          ${x}
        </style>`,
    ],
    ['an event handler', () => html`<p onclick="${x}">y</p>`],
    ['a style attribute', () => html`<p style="${x}">y</p>`],
    ['a comment', () => html`<!-- ${x} -->`],
    ['an unfinished tag', () => html`<p title="${x}"`],
  ]
  for (const [place, write] of unsafe) it(`refuses a value in ${place}`, () => assert.throws(write))

  it('takes words only between attributes, in attributes and in text where they belong', () => {
    assert.throws(() => render(html`<p ${'x'}>y</p>`, 'ja'))
    assert.throws(() => render(html`<p title="${html`x`}">y</p>`, 'ja'))
    assert.throws(() => render(html`<p>${attributes({ id: 'x' })}</p>`, 'ja'))
  })

  it('does not take an object from outside for markup', () => {
    const forged: unknown = JSON.parse('{"write":"<script>","Symbol(html)":"<script>","ja":"<i>","en":"<i>"}')
    assert.equal(ja(forged as Content), '&lt;i&gt;')
  })

  it('passes constants as they stand, and takes no holes in them', () => {
    assert.equal(ja(raw`<hr />`), '<hr />')
    // @ts-expect-error a constant has no holes
    void (() => raw`<p>${x}</p>`)
  })
})

after(closeBrowser)
