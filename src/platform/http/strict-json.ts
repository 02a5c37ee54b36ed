/**
 * ○ JSON that means one thing to everyone who reads it: no member twice, none that reaches an object's prototype, and no
 * deeper than a form could be. Checked in one pass over the text, before anything is built from it.
 *
 * Source: RFC 8259 §4 (names within an object should be unique), RFC 7493 §2.3 (must be).
 */
import { accept, refuse, type Result } from '../../kernel/result.ts'

export type JsonRefusal = {
  readonly code: 'json.malformed' | 'json.too_deep' | 'json.member_twice' | 'json.member_forbidden' | 'json.nul'
}

const deepest = 32
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
/** A text that is not ended runs to the end: were it looked at again from each quotation mark, long ones would take for ever. */
const token = /"(?:[^"\\]|\\.)*"?|[{}[\]]/gs

/** The value a text stands for, or why it is not taken. */
export const parseStrictJson = (text: string): Result<unknown, JsonRefusal> => {
  const odd = oddity(text)
  if (odd !== null) return refuse({ code: odd })
  const value = parsed(text)
  if (value === undefined) return refuse({ code: 'json.malformed' })
  return holdsNul(value) ? refuse({ code: 'json.nul' }) : accept(value)
}

/** Whether a text anywhere in it holds U+0000, which no text of ours has and the database does not take. */
export const holdsNul = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes('\0')
  return typeof value === 'object' && value !== null && Object.entries(value).flat().some(holdsNul)
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** What is wrong with the structure; a text that is not JSON at all is left to the parser. */
const oddity = (text: string): JsonRefusal['code'] | null => {
  const around: Set<string>[] = []
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found === '{' || found === '[') around.push(new Set())
    else if (found === '}' || found === ']') around.pop()
    else if (isName(text, index + found.length)) {
      const wrong = take(parsed(found), around.at(-1))
      if (wrong !== null) return wrong
    }
    if (around.length > deepest) return 'json.too_deep'
  }
  return null
}

const take = (name: unknown, members: Set<string> | undefined): JsonRefusal['code'] | null => {
  if (typeof name !== 'string' || members === undefined) return 'json.malformed'
  if (forbidden.has(name)) return 'json.member_forbidden'
  if (members.has(name)) return 'json.member_twice'
  members.add(name)
  return null
}

/** Whether what ends here is followed by a colon: a member's name. */
const isName = (text: string, end: number): boolean => {
  let at = end
  while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1
  return text[at] === ':'
}
