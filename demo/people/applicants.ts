/** ○ Those who apply themselves: each named after where the application stands. */
import { addDays, addMonths, type Day } from '../../src/kernel/day.ts'
import { named, type Part } from './sample.ts'

/** Where the seed leaves an application, and what it must have gone through. */
export type Standing =
  | 'draft' | 'host_asked' | 'submitted' | 'second' | 'checked' | 'provisional' | 'admitted' | 'sent_back' | 'rejected'
  | 'withdrawn' | 'lapsed' | 'voided' // prettier-ignore

export type Applicant = {
  readonly family: Part
  readonly given: Part
  readonly status: string
  readonly unit: string
  readonly birth: string
  readonly mail: string
  readonly proof: string
  readonly host?: 'professor' | 'leaving-host'
  readonly standing: Standing
  /** How many days ago it was begun. */
  readonly daysAgo: 69 | 40 | 20 | 5 | 1
}

type Told = Omit<Applicant, 'family' | 'given'>

const applicant = (kanji: string, kana: string, roman: string, told: Told): Applicant => ({ ...named(kanji, kana, roman), ...told }) // prettier-ignore

const lecturer = { status: 'pt-lecturer', proof: 'appointment-letter' } as const
const guest = { status: 'guest-scholar', proof: 'certificate-of-acceptance', host: 'professor' } as const

/** Names as [kanji, kana, roman]: 待合 is in the waiting room, 遅川 was too late with the proof. */
export const applicants: readonly Applicant[] = [
  applicant('忘田 久', 'ワスレダ ヒサシ', 'Wasureda Hisashi', { ...lecturer, unit: '文学部', birth: '1981-03-03', mail: 'wasureda@post.example', standing: 'draft', daysAgo: 69 }),
  applicant('採田 用', 'サイタ モチイ', 'Saita Mochii', { status: 'jsps-fellow', proof: 'jsps-letter', host: 'professor', unit: '理学部', birth: '1995-11-11', mail: 'saita@post.example', standing: 'admitted', daysAgo: 69 }),
  applicant('客野 続', 'キャクノ ツヅク', 'Kyakuno Tsuzuku', { ...guest, host: 'leaving-host', unit: '理学部', birth: '1977-06-17', mail: 'kyakuno@kenkyu.example', standing: 'admitted', daysAgo: 69 }),
  applicant('遅川 証', 'オソカワ アカシ', 'Osokawa Akashi', { ...lecturer, unit: '法学部', birth: '1984-12-24', mail: 'osokawa@post.example', standing: 'lapsed', daysAgo: 40 }),
  applicant('誤山 消', 'アヤマ ケス', 'Ayama Kesu', { ...lecturer, unit: '工学部', birth: '1979-09-09', mail: 'ayama@post.example', standing: 'voided', daysAgo: 40 }),
  applicant('否野 可奈', 'イナノ カナ', 'Inano Kana', { ...lecturer, unit: '医学部', birth: '1988-01-31', mail: 'inano@post.example', standing: 'rejected', daysAgo: 40 }),
  applicant('仮谷 認', 'カリヤ ミトム', 'Kariya Mitomu', { ...lecturer, unit: '農学部', birth: '1990-05-25', mail: 'kariya@post.example', standing: 'provisional', daysAgo: 20 }),
  applicant('取下 止', 'トリシタ トム', 'Torishita Tomu', { ...lecturer, unit: '文学部', birth: '1986-07-07', mail: 'torishita@post.example', standing: 'withdrawn', daysAgo: 20 }),
  applicant('書野 途中', 'カキノ トナカ', 'Kakino Tonaka', { ...lecturer, unit: '文学部', birth: '1992-02-02', mail: 'kakino@post.example', standing: 'draft', daysAgo: 5 }),
  applicant('待合 主太', 'マチアイ シュタ', 'Machiai Shuta', { ...guest, unit: '理学部', birth: '1969-10-10', mail: 'machiai@kenkyu.example', standing: 'host_asked', daysAgo: 5 }),
  applicant('出町 済', 'デマチ ワタル', 'Demachi Wataru', { ...lecturer, unit: '法学部', birth: '1983-08-18', mail: 'demachi@post.example', standing: 'submitted', daysAgo: 5 }),
  applicant('掛持 講司', 'カケモチ コウジ', 'Kakemochi Koji', { ...lecturer, unit: '理学部', birth: '1979-10-01', mail: 'kakemochi@atarashii.example', standing: 'submitted', daysAgo: 5 }),
  applicant('電田 確子', 'デンダ タシコ', 'Denda Tashiko', { ...lecturer, unit: '理学部', birth: '1987-04-14', mail: 'denda@post.example', standing: 'second', daysAgo: 1 }),
  applicant('調所 済美', 'シラベショ スミ', 'Shirabesho Sumi', { ...lecturer, unit: '工学部', birth: '1991-06-30', mail: 'shirabesho@post.example', standing: 'checked', daysAgo: 5 }),
  applicant('戻川 直', 'モドカワ ナオス', 'Modokawa Naosu', { ...lecturer, unit: '医学部', birth: '1989-03-19', mail: 'modokawa@post.example', standing: 'sent_back', daysAgo: 5 }),
] // prettier-ignore

/** The period somebody asks for: from the day they apply, for ten months. */
export const periodOf = (today: Day): { readonly from: Day; readonly lastDay: Day } => ({
  from: today,
  lastDay: addDays(addMonths(today, 10), -1),
})

/** What the science faculty's officer sends for the second term: twelve people, two rows of which cannot be read. */
export const batchRows = (today: Day): readonly (readonly string[])[] => {
  const { from, lastDay } = periodOf(today)
  const people: readonly (readonly [string, string, string, string])[] = [
    ['一橋', '巡', 'Hitotsubashi,Meguru', '1980-01-11'], ['二宮', '環', 'Ninomiya,Tamaki', '1981-02-12'],
    ['三輪', '律', 'Miwa,Ritsu', '1982-03-13'], ['四条', '凪', 'Shijo,Nagi', '1983-02-31'],
    ['五島', '渚', 'Goto,Nagisa', '1984-05-15'], ['六車', '遥', 'Muguruma,Haruka', '1985-06-16'],
    ['七尾', '湊', 'Nanao,Minato', '1986-07-17'], ['八木', '楓', 'Yagi,Kaede', '1987-08-18'],
    ['九鬼', '梓', 'Kuki,Azusa', '1988-09-19'], ['十河', '', '', '1989-10-20'],
    ['百瀬', '翠', 'Momose,Midori', '1990-11-21'], ['千種', '司', 'Chigusa,Tsukasa', '1991-12-22'],
  ] // prettier-ignore
  return [
    ['身分', '氏', '名', '英字氏', '英字名', '生年月日', '職名', '開始日', '終了日', '連絡先メール'],
    ...people.map(([family, given, roman, birth], at) => {
      const [familyRoman = '', givenRoman = ''] = roman.split(',')
      return ['非常勤講師', family, given, familyRoman, givenRoman, birth, '講師', from, lastDay, `kyoin${at + 1}@post.example`]
    }),
  ] // prettier-ignore
}

/** Two professors whom the council made emeriti; personnel applies for them. */
export const emeriti = (today: Day) =>
  [
    { familyKanji: '栄田', givenKanji: '光', familyRoman: 'Eida', givenRoman: 'Hikaru', birthDate: '1959-03-08', mail: 'eida@post.example' },
    { familyKanji: '誉岡', givenKanji: '薫', familyRoman: 'Homareoka', givenRoman: 'Kaoru', birthDate: '1958-12-01', mail: 'homareoka@post.example' },
  ].map(person => ({ ...person, status: 'emeritus', proof: 'emeritus-certificate', unitName: '文学部', from: today })) // prettier-ignore

/** A clerk by the hour, for whom the science faculty asks an SPS-ID before personnel's file brings her. */
export const clerk = (today: Day) => ({
  status: 'staff-part', proof: 'employment-paper', familyKanji: '事務川', givenKanji: '外子', familyRoman: 'Jimukawa',
  givenRoman: 'Sotoko', birthDate: '1993-07-22', title: '事務補佐員', mail: 'jimukawa@post.example', ...periodOf(today),
}) // prettier-ignore
