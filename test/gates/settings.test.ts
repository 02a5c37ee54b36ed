/** Every setting of every module: its name, its default, its words in both languages, and a form that gives it back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modules } from '../../src/app/modules.ts'
import { answerOf, boxesOf, factsOf, fieldsOf } from '../../src/platform/settings/shape.ts'
import { words } from '../../src/app/pages/text.ts'

for (const { name: module, settings = [] } of modules)
  for (const setting of settings)
    test(setting.name, () => {
      assert.match(setting.name, new RegExp(`^${module}\\.[a-z-]+$`))
      assert.ok(module in words.settings.modules)
      assert.deepEqual(setting.schema.parse(setting.default), setting.default)
      const boxes = boxesOf(setting, setting.default) as Readonly<Record<string, string>>
      assert.deepEqual(setting.schema.parse(answerOf(setting, boxes)), setting.default)
      assert.ok(fieldsOf(setting).length > 0)
      assert.ok(factsOf(setting, setting.default).length > 0)
    })

test('no two settings have one name', () => {
  const names = modules.flatMap(({ settings = [] }) => settings.map(({ name }) => name))
  assert.equal(new Set(names).size, names.length)
})
