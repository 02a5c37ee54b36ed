/** ● The enrolment pass on paper: one A4 page, the secret in its middle third, to be folded unread. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
// oxlint-disable-next-line import/no-named-as-default -- the package’s own way in; its types name the class alike
import PDFDocument from 'pdfkit'
import { fill } from '../../kernel/bilingual.ts'
import { instantInWords } from '../../kernel/day.ts'
import { passWords } from './enrolment-pass-text.ts'
import type { Printed } from '../use-cases/enrolment-pass.ts'

const fontFile = (path: string): string => fileURLToPath(new URL(`../../../assets/fonts/${path}`, import.meta.url))
const said = passWords.paper

/** The page as octets. Japanese and English stand below each other. */
export const passAsPdf = async ({ pass, until, username }: Printed, baseUrl: string): Promise<Uint8Array> => {
  const sheet = new PDFDocument({ size: 'A4', margin: 72, lang: 'ja-JP', info: { Title: said.title.ja } })
  const chunks: Buffer[] = []
  sheet.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise(resolve => sheet.on('end', resolve))
  sheet.registerFont('sans', fontFile('noto-sans-jp/NotoSansJP-Regular.ttf'))
  // Its blank is the last glyph of the file and has no outline; the reader looks a few octets behind it.
  sheet.registerFont(
    'mono',
    Buffer.concat([readFileSync(fontFile('ibm-plex-mono/IBMPlexMono-Medium.ttf')), Buffer.alloc(16)]),
  )
  sheet.font('sans').fontSize(18).text(said.title.ja).fontSize(11).text(said.title.en)
  sheet.moveDown().fontSize(10).text(said.how.ja).text(said.how.en)
  sheet.moveDown().font('mono').fontSize(11).text(`${baseUrl}/my/second-factors/pass`)
  sheet.y = 330
  sheet.font('mono').fontSize(14).text(username).moveDown().fontSize(28).text(pass)
  const at = instantInWords(until)
  sheet.moveDown().font('sans').fontSize(10)
  sheet.text(fill(said.until, { at: at.ja }).ja).text(fill(said.until, { at: at.en }).en)
  sheet.moveDown().text(said.secret.ja).text(said.secret.en)
  sheet.end()
  await ended
  return Buffer.concat(chunks)
}
