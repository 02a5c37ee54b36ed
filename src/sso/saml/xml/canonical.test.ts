import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DOMParser } from '@xmldom/xmldom'
import fc from 'fast-check'
import { ExclusiveCanonicalization } from 'xml-crypto'
import { canonical } from './canonical.ts'
import { messageLimits, readXml } from './read.ts'
import { element, type Element } from './tree.ts'

const byOther = (xml: string, prefixes: readonly string[] = []): string => {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement
  return new ExclusiveCanonicalization().process(root as never, { inclusiveNamespacesPrefixList: [...prefixes] })
}

const ours = (xml: string, prefixes: readonly string[] = []): string => {
  const read = readXml(xml, { ...messageLimits, comments: 'drop' })
  assert.ok(read.ok, `${JSON.stringify(read)} ${xml}`)
  return canonical(read.value, prefixes)
}

/** Exclusive XML Canonicalization 1.0 §2.1 and Canonical XML 1.0 §3, by what each example is about. */
const examples: readonly (readonly [about: string, xml: string, canonical: string])[] = [
  ['unused namespaces go', '<a xmlns:x="urn:x"><x:b/></a>', '<a><x:b xmlns:x="urn:x"></x:b></a>'],
  ['a default is undone', '<a xmlns="urn:a"><b xmlns=""/></a>', '<a xmlns="urn:a"><b xmlns=""></b></a>'],
  [
    'attributes in order',
    '<a z="1" xmlns:b="urn:b" xmlns:a="urn:z" a:y="2" b:y="3" m="4"/>',
    '<a xmlns:a="urn:z" xmlns:b="urn:b" m="4" z="1" b:y="3" a:y="2"></a>',
  ],
  ['white space in attributes', '<a b="x&#9;y&#10;z&#13;\n&quot;\'"/>', '<a b="x&#x9;y&#xA;z&#xD; &quot;\'"></a>'],
  ['text', '<a>&lt;&gt;&amp;"\'&#13;\r\n\t<![CDATA[<&]]></a>', '<a>&lt;&gt;&amp;"\'&#xD;\n\t&lt;&amp;</a>'],
  ['comments go', '<a>x<!-- y -->z</a>', '<a>xz</a>'],
  ['xml:lang is no declaration', '<a xml:lang="ja"><b/></a>', '<a xml:lang="ja"><b></b></a>'],
  [
    'the same prefix anew',
    '<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"><p:c xmlns:p="urn:1"/></p:b></p:a>',
    '<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"><p:c xmlns:p="urn:1"></p:c></p:b></p:a>',
  ],
  ['rare letters', '<a>𠮷髙\u200d</a>', '<a>𠮷髙\u200d</a>'],
]

for (const [about, xml, expected] of examples) test(`canonical form: ${about}`, () => assert.equal(ours(xml), expected))

test('prefixes of a list are declared though nobody uses them', () => {
  const xml = '<a xmlns:x="urn:x" xmlns="urn:d"><b/></a>'
  assert.equal(ours(xml, ['x', '#default']), '<a xmlns="urn:d" xmlns:x="urn:x"><b></b></a>')
  assert.equal(ours(xml, ['x']), byOther(xml, ['x']))
})

const name = fc.constantFrom('saml:A', 'samlp:B', 'md:C', 'ds:D', 'saml:E') as fc.Arbitrary<'saml:A'>
const text = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map(each => each.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, 'x'))
const attributes = fc.dictionary(fc.constantFrom('ID', 'b', 'Z', 'xml:lang', 'xenc:a', 'mdui:b'), text, { maxKeys: 4 })
const { tree } = fc.letrec<{ tree: Element }>(tie => ({
  tree: fc
    .tuple(name, attributes, fc.array(fc.oneof({ depthSize: 'small' }, text, tie('tree')), { maxLength: 4 }))
    .map(([named, given, children]) => {
      const { ID: _one, ...rest } = given
      return element(named, rest, children)
    }),
}))

test('what we write reads back as the same canonical form, and as another implementation has it', () => {
  fc.assert(
    fc.property(tree, made => {
      const written = canonical(made)
      assert.equal(ours(written), written)
      assert.equal(byOther(written), written)
    }),
    { numRuns: 300 },
  )
})
