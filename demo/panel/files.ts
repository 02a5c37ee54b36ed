/** Files that an officer of the sample may try: today's, one that ends half the university, one that is broken. */
import { addDays, type Day } from '../../src/kernel/day.ts'
import type { Bilingual } from '../../src/kernel/bilingual.ts'
import { feedSourceNames } from '../feeds/sources.ts'
import { officeFile, type Night } from '../office-files.ts'

export type SampleFile = { readonly name: string; readonly what: Bilingual; readonly octets: () => Uint8Array }

const lineEnd = Buffer.from('\r\n')

/** `began`: the day the sample is counted from; `today`: the day the file speaks of. */
export const sampleFiles = (began: Day, today: Day): readonly SampleFile[] => {
  const night: Night = { number: 2, today: began, asOf: today }
  const students = (): Buffer => Buffer.from(officeFile('students', { ...night, asOf: addDays(today, 1) }))
  return [
    ...feedSourceNames.map(source => ({
      name: `${source}.csv`,
      what: { ja: '今日のファイル。何も変わらない', en: 'Today’s file: nothing changes' },
      octets: () => officeFile(source, night),
    })),
    {
      name: 'students-half.csv',
      what: {
        ja: '学生の半分が消えたファイル。ブレーキが止める',
        en: 'Half the students are gone: the brake holds it',
      },
      octets: () => firstLines(students(), 9),
    },
    {
      name: 'students-cut.csv',
      what: {
        ja: '途中で切れたファイル。読めない行は隔離される',
        en: 'Cut off in the middle: the row that cannot be read is quarantined',
      },
      octets: () => students().subarray(0, -70),
    },
  ]
}

const firstLines = (file: Buffer, count: number): Buffer => {
  let at = 0
  for (let line = 0; line < count; line++) at = file.indexOf(lineEnd, at) + lineEnd.length
  return file.subarray(0, at)
}
