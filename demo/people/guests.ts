/** ○ Those who come from outside: on their own application, with a host's word, or for the facilities alone. */
import { april, daysAgo, inDays, inMonths, march } from './calendar.ts'
import { named, type SamplePerson } from './sample.ts'

export const guests: readonly SamplePerson[] = [
  {
    slug: 'two-contracts',
    ...named('掛持 講司', 'カケモチ コウジ', 'Kakemochi Koji'),
    situation: {
      ja: '二つの学部で教える非常勤講師。契約が二つあり、後に終わる方までECS-IDが使える',
      en: 'A part-time lecturer on two contracts: the ECS-ID lasts as long as the later one',
    },
    birth: '1979-10-01', sex: '男', mail: 'koji@post.example', phone: '090-5550-0401',
    papers: [
      { source: 'guests', key: 'AP0401A', status: '非常勤講師', unit: 'letters', from: april(0), until: inDays(45), hostKey: 'K0000201' },
      { source: 'guests', key: 'AP0401B', status: '非常勤講師', unit: 'law', from: daysAgo(50), until: march(0), hostKey: 'K0000201' },
    ],
    activation: 'signed-up',
  },
  {
    slug: 'jsps-fellow',
    ...named('学振 励', 'ガクシン ハゲム', 'Gakushin Hagemu'),
    situation: { ja: '日本学術振興会特別研究員。採用期間（最長3年）だけECS-IDが使える', en: 'A JSPS fellow: an ECS-ID for the fellowship, three years at most' },
    birth: '1996-04-30', sex: '男', mail: 'hagemu@post.example', phone: '090-5550-0402',
    papers: [{ source: 'guests', key: 'AP0402', status: '日本学術振興会特別研究員', unit: 'science', from: april(-1), until: march(1), hostKey: 'K0000201' }],
    activation: 'signed-up',
  },
  {
    slug: 'jsps-foreign',
    family: { kanji: null, kana: 'オコンクウォ', roman: 'Okonkwo' },
    given: { kanji: null, kana: 'チネドゥ', roman: 'Chinedu' },
    situation: {
      ja: '外国人特別研究員。財務会計システムのために、特例でSPS-IDも持つ',
      en: 'A JSPS postdoc from abroad who, by an exception, also holds an SPS-ID for the finance system',
    },
    birth: '1993-01-19', sex: '男', mail: 'chinedu@lab.example', phone: '090-5552-0403',
    papers: [{ source: 'guests', key: 'AP0403', status: '外国人特別研究員', unit: 'energy', from: daysAgo(120), until: inMonths(20), hostKey: 'K0000201' }],
    activation: 'signed-up',
  },
  {
    slug: 'mononym',
    family: { kanji: null, kana: 'スハルティニ', roman: 'Suhartini' },
    given: null,
    situation: { ja: '名前が一つだけの招へい外国人学者', en: 'An invited scholar who has a single name' },
    birth: '1975-12-31', sex: '女', mail: 'suhartini@kampus.example', phone: '090-5552-0404',
    papers: [{ source: 'guests', key: 'AP0404', status: '招へい外国人学者', unit: 'agriculture', from: daysAgo(80), until: inDays(100), hostKey: 'K0000201' }],
    activation: 'signed-up',
  },
  {
    slug: 'joint-researcher',
    ...named('産野 共', 'サンノ トモ', 'Sanno Tomo'),
    situation: { ja: '企業から来ている民間等共同研究員。終わりから14日の猶予がある', en: 'A joint researcher from a company; 14 days of grace after the end' },
    birth: '1982-09-09', sex: '女', mail: 'tomo@kigyo.example', phone: '090-5550-0405',
    papers: [{ source: 'guests', key: 'AP0405', status: '民間等共同研究員', unit: 'engineering', from: april(0), until: march(0), hostKey: 'K0000201' }],
    activation: 'notice-waiting',
  },
  {
    slug: 'facility-user',
    ...named('施川 利用', 'セガワ トシチカ', 'Segawa Toshichika'),
    situation: { ja: '図書館だけを使う施設利用者。アカウントはなく、利用証だけを持つ', en: 'Uses the library alone: no account at all, only a facility card' },
    birth: '1955-05-15', sex: '男', mail: 'toshichika@post.example', phone: '090-5550-0406',
    papers: [{ source: 'facility', key: 'FA000406', status: '施設利用者', unit: 'library', from: april(0), until: march(0) }],
    activation: 'no-notice',
  },
] // prettier-ignore
