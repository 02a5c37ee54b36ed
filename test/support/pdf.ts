/** Reads what is printed on each page of a PDF of ours: fonts are embedded, and say by themselves which sign is which letter. */
import { inflateSync } from 'node:zlib'

/** The words of each page, in the order in which they were drawn, each run of letters on a line of its own. */
export const pagesOfPdf = (bytes: Uint8Array): readonly string[] => {
  const pdf = Buffer.from(bytes).toString('latin1')
  const objects = new Map(
    [...pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n([^]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  )
  const refersTo = (body: string, key: string): string => new RegExp(`/${key} (\\d+) 0 R`).exec(body)?.[1] ?? ''
  return [...objects.values()]
    .filter(body => /\/Type \/Page\b/.test(body))
    .map(page => {
      const resources = objects.get(refersTo(page, 'Resources')) ?? page
      const fonts = new Map(
        [...(/\/Font <<([^]*?)>>/.exec(resources)?.[1] ?? '').matchAll(/\/(\w+) (\d+) 0 R/g)].map(
          ([, name = '', id = '']) =>
            [name, lettersOf(streamOf(objects.get(refersTo(objects.get(id) ?? '', 'ToUnicode')) ?? ''))] as const,
        ),
      )
      return wordsOf(streamOf(objects.get(refersTo(page, 'Contents')) ?? ''), fonts)
    })
}

const streamOf = (object: string): string => {
  const at = object.indexOf('stream\n')
  if (at < 0) return ''
  const octets = Buffer.from(object.slice(at + 7, object.lastIndexOf('\nendstream')), 'latin1')
  return (object.slice(0, at).includes('/FlateDecode') ? inflateSync(octets) : octets).toString('latin1')
}

/** A font's table of signs and letters (Adobe Technical Note 5411, bfrange with a list). */
const lettersOf = (table: string): ReadonlyMap<number, string> =>
  new Map(
    [...table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)].flatMap(([, first = '', list = '']) =>
      [...list.matchAll(/<([0-9a-f ]*)>/gi)].map(([, letters = ''], index): [number, string] => [
        Number.parseInt(first, 16) + index,
        Buffer.from(letters.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
      ]),
    ),
  )

const wordsOf = (content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string => {
  const lines: string[] = []
  let font: ReadonlyMap<number, string> = new Map()
  for (const [, name, shown] of content.matchAll(/\/(\w+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map()
    else {
      const signs = [...(shown ?? '').matchAll(/<([0-9a-f]*)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
      lines.push(signs.map(sign => font.get(Number.parseInt(sign, 16)) ?? '').join(''))
    }
  }
  return lines.join('\n')
}
