/** A value that looks right to a JSON schema: what a program that read only the OpenAPI document would send. */

type Schema = {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
}

const texts = ['a', 'a.b', 'abc', '2027-04-01', '2', 'a0100001', 'a'.repeat(64), '00000000-0000-4000-8000-000000000001']

export const sampleOf = (given: unknown): unknown => {
  const schema = given as Schema
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0]
  if (choice !== undefined) return sampleOf(choice)
  if (schema.type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, sampleOf(inner)]))
  if (schema.type === 'array') return schema.items === undefined ? [] : [sampleOf(schema.items)]
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (schema.type === 'boolean') return true
  return schema.type === 'string' ? textOf(schema) : 'abc'
}

const textOf = ({ format, pattern, minLength = 0 }: Schema): string => {
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000001'
  if (format === 'date') return '2027-04-01'
  if (format === 'email') return 'someone@example.ac.jp'
  const fits = pattern === undefined ? undefined : texts.find(text => new RegExp(pattern, 'u').test(text))
  return fits ?? 'abc'.padEnd(minLength, 'x')
}
