/**
 * ● The activation notice on paper: A4, folded in three into a window envelope, one page a person.
 *
 * Through the window one sees the name and the unit alone; account name and key lie inside the fold. A batch is written
 * page by page to a stream: memory does not grow with it, and each font is embedded once.
 */
import { readFileSync } from 'node:fs'
import { PassThrough, type Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
// oxlint-disable-next-line import/no-named-as-default -- the package’s own way in; its types name the class alike
import PDFDocument from 'pdfkit'
import { encodeQR } from 'qr'
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { addDays, dayInWords, type Day } from '../../kernel/day.ts'
import type { AccountKind } from '../account.ts'
import { groupedKey } from '../activation-key.ts'
import {
  bold,
  both,
  drawCode,
  drawMark,
  fitted,
  heading,
  ink,
  labelled,
  left,
  mm,
  right,
  rule,
  write,
  type Sheet,
} from './brush.ts'
import { coverageOf, type Coverage } from './font-coverage.ts'
import { honorific, askWords, noticeSteps, noticeWords } from './notice-text.ts'
import { kindNames } from '../text.ts'

/** What one notice says. The key is in the clear: this is made, printed and forgotten. */
export type Notice = {
  /** Forms of the name, best first: the first that the font can print whole is printed. */
  readonly names: readonly string[]
  readonly unit: Bilingual | null
  readonly kind: AccountKind
  readonly username: string
  readonly key: string
  readonly notBefore: Day
  /** First day the key is no longer usable. */
  readonly until: Day
  readonly from:
    | { readonly by: 'batch'; readonly number: number; readonly place: number }
    | { readonly by: 'counter'; readonly on: Day }
}

export type Letterhead = { readonly institution: Bilingual; readonly baseUrl: string; readonly contact: Bilingual }

const fontFile = (path: string): string => fileURLToPath(new URL(`../../../assets/fonts/${path}`, import.meta.url))
const sansFile = fontFile('noto-sans-jp/NotoSansJP-Regular.ttf')
const monoFile = fontFile('ibm-plex-mono/IBMPlexMono-Medium.ttf')

const fold = 99

/** Writes notices, one page each, to a stream, and ends it. */
export const printNotices = async (
  notices: Iterable<Notice>,
  letterhead: Letterhead,
  sink: Writable,
): Promise<void> => {
  const sheet = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: 'ja-JP',
    info: { Title: noticeWords.title.ja },
  })
  sheet.registerFont('sans', sansFile)
  // Its blank is the last glyph of the file and has no outline; the reader looks a few octets behind it.
  sheet.registerFont('mono', Buffer.concat([readFileSync(monoFile), Buffer.alloc(16)]))
  const url = `${letterhead.baseUrl}/activate`
  const code = encodeQR(url, 'raw', { ecc: 'medium', border: 4 })
  sheet.pipe(sink)
  for (const notice of notices) {
    drawNotice(sheet, notice, { ...letterhead, url, code })
    await setImmediate() // lets the stream take what is written before the next page is made
  }
  sheet.end()
  await finished(sink)
}

/** The same as octets, for a page's answer. */
export const noticesAsPdf = async (notices: Iterable<Notice>, letterhead: Letterhead): Promise<Uint8Array> => {
  const sink = new PassThrough()
  const chunks: Buffer[] = []
  sink.on('data', (chunk: Buffer) => chunks.push(chunk))
  await printNotices(notices, letterhead, sink)
  return Buffer.concat(chunks)
}

let coverage: Coverage | null = null

/** Whether the notice's font has every character of a name. */
export const isPrintable = (name: string): boolean => {
  const covers = (coverage ??= coverageOf(readFileSync(sansFile)))
  return [...withoutSelectors(name)].every(letter => covers(letter.codePointAt(0) ?? 0))
}

/** Variation selectors choose a shape that the font may lack; the character itself is printed. */
const withoutSelectors = (name: string): string => name.replace(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '')

type Paper = Letterhead & { readonly url: string; readonly code: boolean[][] }

const drawNotice = (sheet: Sheet, notice: Notice, paper: Paper): void => {
  sheet.addPage()
  drawAddress(sheet, notice, paper)
  drawTitle(sheet)
  drawSecrets(sheet, notice, paper)
  drawInstructions(sheet, paper)
  drawFoldMarks(sheet)
}

/** The upper third: what the window shows, and who writes. */
const drawAddress = (sheet: Sheet, { names, unit, from }: Notice, { institution }: Paper): void => {
  const name = withoutSelectors(names.find(isPrintable) ?? names.at(-1) ?? '')
  sheet.font('sans').fillColor(ink.quiet)
  write(sheet, unit === null ? institution.ja : `${institution.ja}　${unit.ja}`, {
    x: left + 4,
    y: 22,
    size: 9,
    width: 82,
  })
  write(sheet, unit === null ? institution.en : unit.en, { x: left + 4, y: 27.5, size: 7.5, width: 82 })
  const isJapanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(name)
  sheet.fillColor(ink.text)
  fitted(sheet, isJapanese ? `${name}　${honorific}` : name, { x: left + 4, y: 35, size: 16, width: 82 })
  drawConfidential(sheet)
  drawMark(sheet, 137, 21)
  sheet.fillColor(ink.text)
  bold(sheet, institution.ja, { x: 146, y: 20.6, size: 11, width: 45 })
  sheet.fillColor(ink.quiet)
  write(sheet, institution.en, { x: 146, y: 26, size: 7.5, width: 45 })
  const origin =
    from.by === 'batch'
      ? fill(noticeWords.batch, { number: from.number, place: from.place })
      : {
          ja: fill(noticeWords.single, { day: dayInWords(from.on).ja }).ja,
          en: fill(noticeWords.single, { day: dayInWords(from.on).en }).en,
        }
  write(sheet, origin.ja, { x: 137, y: 36, size: 8, width: 54 })
  write(sheet, origin.en, { x: 137, y: 40.5, size: 7, width: 54 })
}

const drawConfidential = (sheet: Sheet): void => {
  sheet
    .roundedRect(mm(left + 4), mm(50), mm(30), mm(6), 2)
    .lineWidth(0.6)
    .strokeColor(ink.quiet)
    .stroke()
  sheet.fillColor(ink.quiet)
  write(sheet, `${noticeWords.confidential.ja}  ${noticeWords.confidential.en}`, {
    x: left + 4,
    y: 51.3,
    size: 7.5,
    width: 30,
    align: 'center',
  })
}

const drawTitle = (sheet: Sheet): void => {
  sheet.fillColor(ink.text)
  bold(sheet, noticeWords.title.ja, { x: left, y: 66, size: 17, width: right - left })
  sheet.fillColor(ink.quiet)
  write(sheet, noticeWords.title.en, { x: left, y: 75, size: 10.5, width: right - left })
  sheet.fillColor(ink.text)
  both(sheet, noticeWords.intro, { x: left, y: 81.5, size: 8.5, width: right - left })
}

/** The middle third, inside the fold: name, key, deadline, and where to go. */
const drawSecrets = (sheet: Sheet, notice: Notice, { url, code }: Paper): void => {
  const top = fold + 7
  sheet.roundedRect(mm(left), mm(top), mm(right - left), mm(80), 6).fill(ink.paper)
  labelled(
    sheet,
    { ja: `${noticeWords.username.ja}（${kindNames[notice.kind].ja}）`, en: noticeWords.username.en },
    { x: left + 8, y: top + 7 },
  )
  sheet.font('mono').fillColor(ink.text)
  fitted(sheet, notice.username, { x: left + 8, y: top + 13, size: 22, width: 100, font: 'mono', smallest: 7 })
  rule(sheet, top + 27, 104)
  labelled(sheet, noticeWords.key, { x: left + 8, y: top + 31 })
  sheet.fillColor(ink.indigo)
  fitted(sheet, groupedKey(notice.key), { x: left + 8, y: top + 37, size: 28, width: 96, font: 'mono', spacing: 1.5 })
  sheet.fillColor(ink.quiet)
  write(sheet, noticeWords.keyHint.ja, { x: left + 8, y: top + 50, size: 7, width: 100 })
  write(sheet, noticeWords.keyHint.en, { x: left + 8, y: top + 53.6, size: 6.5, width: 100 })
  rule(sheet, top + 59, 104)
  const last = dayInWords(addDays(notice.until, -1))
  labelled(sheet, noticeWords.deadline, { x: left + 8, y: top + 62.5 })
  sheet.fillColor(ink.text)
  bold(sheet, last.ja, { x: left + 8, y: top + 67.8, size: 13, width: 62 })
  sheet.fillColor(ink.quiet)
  write(sheet, last.en, { x: left + 8, y: top + 74.2, size: 8, width: 60 })
  const first = dayInWords(notice.notBefore)
  labelled(sheet, noticeWords.opens, { x: left + 74, y: top + 62.5 })
  sheet.fillColor(ink.text)
  write(sheet, first.ja, { x: left + 74, y: top + 68.4, size: 9, width: 42 })
  sheet.fillColor(ink.quiet)
  write(sheet, first.en, { x: left + 74, y: top + 74.2, size: 8, width: 40 })
  drawCode(sheet, code, { x: 142, y: top + 8, size: 38 })
  labelled(sheet, noticeWords.page, { x: 138, y: top + 50, width: 48 })
  sheet.fillColor(ink.text)
  fitted(sheet, url, { x: 138, y: top + 56, size: 9, width: 48, font: 'mono', smallest: 5.5 })
}

/** The lower third: what to do, where to ask, what nobody asks for. */
const drawInstructions = (sheet: Sheet, { contact }: Paper): void => {
  const top = 2 * fold + 3
  heading(sheet, noticeWords.steps, { x: left, y: top })
  let y = top + 9
  for (const [index, step] of noticeSteps.entries()) {
    sheet.circle(mm(left + 3), mm(y + 2.4), mm(2.7)).fill(ink.indigo)
    sheet.fillColor('#ffffff')
    write(sheet, String(index + 1), { x: left, y: y + 0.8, size: 8.5, width: 6, align: 'center' })
    y = both(sheet, step, { x: left + 9, y, size: 8.5, width: 72 }) + 2.5
  }
  heading(sheet, noticeWords.ask, { x: 110, y: top })
  y = top + 9
  for (const line of askWords) {
    const words = { ja: fill(line, { contact: contact.ja }).ja, en: fill(line, { contact: contact.en }).en }
    y = both(sheet, words, { x: 110, y, size: 8, width: 80 }) + 2.5
  }
  const end = top + 52
  sheet.moveTo(mm(left), mm(end)).lineTo(mm(right), mm(end)).lineWidth(0.5).strokeColor(ink.line).stroke()
  both(sheet, noticeWords.care, { x: left, y: end + 3, size: 8, width: right - left })
}

const drawFoldMarks = (sheet: Sheet): void => {
  for (const y of [fold, 2 * fold])
    sheet.moveTo(mm(4), mm(y)).lineTo(mm(9), mm(y)).lineWidth(0.4).strokeColor(ink.line).stroke()
}
