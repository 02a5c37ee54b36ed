/** ○ Those whom personnel employs: teachers, clerks, and the officers who run this system. */
import { april, inDays, march, on } from './calendar.ts'
import { named, type SamplePerson, type units } from './sample.ts'
import type { Bilingual } from '../../src/kernel/bilingual.ts'
import type { StaffRole } from '../../src/platform/actor.ts'

type Names = readonly [kanji: string, kana: string, roman: string]

/** What each officer is there for, by number. */
const duties = {
  '301': {
    ja: 'システム運用担当。設定・連携サービス・鍵を預かる',
    en: 'Runs the system: settings, relying parties, keys',
  },
  '302': { ja: '監査担当。すべての記録と理由を読む', en: 'The auditor: reads every record and every reason' },
  '303': { ja: '台帳担当その一。取込と名寄せをする', en: 'Registrar, the first: imports and match cases' },
  '304': {
    ja: '台帳担当その二。大量の終了を止めたブレーキは、二人目が外す',
    en: 'Registrar, the second: it takes two to lift a brake',
  },
  '305': { ja: '利用資格規則の担当その一', en: 'Keeper of the rule book, the first' },
  '306': {
    ja: '利用資格規則の担当その二。規則の変更は二人で決める',
    en: 'Keeper of the rule book, the second: a change of rules takes two',
  },
  '307': {
    ja: 'アカウント担当その一。停止は一人で、解除は二人で',
    en: 'Account operator, the first: one suspends, two resume',
  },
  '308': { ja: 'アカウント担当その二', en: 'Account operator, the second' },
  '309': {
    ja: '窓口担当。証明書類を見て有効化キーを渡す',
    en: 'At the counter: sees papers and hands out activation keys',
  },
  '311': {
    ja: '窓口担当その二。電話などでの確認は、二人目がもう一度確かめる',
    en: 'At the counter, the second: what was not seen in person takes two',
  },
  '312': { ja: 'システム担当その二', en: 'System administrator, the second' },
  '310': { ja: '部局担当。所属する人の申請をまとめて出す', en: 'The department’s officer: applies for its members' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** An officer with the number of personnel; all of them full-time staff for years. */
const officer = (role: StaffRole, names: Names, { unit, number }: Desk): SamplePerson => ({
  slug: `officer-${number}`,
  ...named(...names),
  situation: duties[number],
  birth: `19${70 + (Number(number) % 20)}-06-${String(Number(number) % 28 || 28).padStart(2, '0')}`,
  sex: '',
  mail: `officer${number}@post.example`,
  phone: `090-5551-0${number}`,
  papers: [{ source: 'hr', key: `K0000${number}`, status: '常勤職員', unit, title: '主任', from: april(-6) }],
  activation: 'signed-up',
  role,
})

type Desk = { readonly unit: keyof typeof units; readonly number: keyof typeof duties }

export const staff: readonly SamplePerson[] = [
  {
    slug: 'professor',
    ...named('若葉 教授', 'ワカバ ノリサズ', 'Wakaba Norisazu'),
    situation: { ja: 'どこにでもいる教授。学外者の受入責任者でもある', en: 'A professor like any other, and the host of guests' },
    birth: '1970-05-04', sex: '男', mail: 'norisazu@post.example', phone: '090-5550-0201',
    papers: [{ source: 'hr', key: 'K0000201', status: '教員', unit: 'science', title: '教授', from: april(-15) }],
    activation: 'signed-up',
  },
  {
    slug: 'leaving-host',
    ...named('去川 主', 'サリカワ アルジ', 'Sarikawa Aruji'),
    situation: {
      ja: 'まもなく他大学に移る教授。受け入れている客員の方に、新しい受入責任者が要る',
      en: 'A professor who soon moves to another university: her guest needs a new host',
    },
    birth: '1968-02-20', sex: '女', mail: 'aruji@post.example', phone: '090-5550-0209',
    papers: [{ source: 'hr', key: 'K0000209', status: '教員', unit: 'science', title: '教授', from: april(-8), until: inDays(25) }],
    activation: 'signed-up',
  },
  {
    slug: 'retiring',
    ...named('定岡 年雄', 'サダオカ トシオ', 'Sadaoka Toshio'),
    situation: {
      ja: 'この3月で定年を迎え、4月から名誉教授になる教授。SPS-IDが止まり、ECS-IDが始まる',
      en: 'A professor who retires this March and becomes emeritus in April: the SPS-ID stops, an ECS-ID begins',
    },
    birth: '1961-04-15', sex: '男', mail: 'toshio@post.example', phone: '090-5550-0202',
    papers: [
      { source: 'hr', key: 'K0000202', status: '教員', unit: 'engineering', title: '教授', from: on('1995-04-01'), until: march(0) },
      { source: 'emeriti', key: 'E2027-02', status: '名誉教授', unit: 'engineering', from: april(1), mail: 'toshio@post.example' },
    ],
    activation: 'signed-up',
  },
  {
    slug: 'emeritus',
    ...named('誉田 久', 'ホンダ ヒサシ', 'Honda Hisashi'),
    situation: { ja: '名誉教授。ECS-IDに期限はない', en: 'A professor emeritus, whose ECS-ID has no end' },
    birth: '1950-01-01', sex: '男', mail: 'hisashi@post.example', phone: '090-5550-0203',
    papers: [{ source: 'emeriti', key: 'E2019-03', status: '名誉教授', unit: 'letters', from: april(-7) }],
    activation: 'signed-up',
  },
  {
    slug: 'rare-characters',
    ...named('𠮷﨑 珍', 'ヨシザキ メズラ', 'Yoshizaki Mezura'),
    situation: { ja: '「𠮷」と「﨑」で書く助教。どの画面でも正しく出なければならない', en: 'An assistant professor written with “𠮷” and “﨑”, which every page must show rightly' },
    birth: '1989-03-03', sex: '女', mail: 'mezura@post.example', phone: '090-5550-0204',
    papers: [{ source: 'hr', key: 'K0000204', status: '教員', unit: 'informatics', title: '助教', from: april(-4) }],
    activation: 'signed-up',
  },
  {
    slug: 'part-time',
    ...named('時田 暁', 'トキタ アキラ', 'Tokita Akira'),
    situation: { ja: '時間雇用職員。年度末に契約が切れる', en: 'Part-time staff, with a contract to the end of the academic year' },
    birth: '1984-06-10', sex: '女', mail: 'akira@post.example', phone: '090-5550-0205',
    papers: [{ source: 'hr', key: 'K0000205', status: '時間雇用職員', unit: 'library', title: '事務補佐員', from: april(-1), until: march(0) }],
    activation: 'signed-up',
  },
  {
    slug: 'dispatched',
    ...named('派野 遣', 'ハノ ツカウ', 'Hano Tsukau'),
    situation: { ja: '派遣職員。SPS-IDを持つが、大学の「職員」とは名乗らない', en: 'A dispatched worker: has an SPS-ID, and is not announced as the university’s staff' },
    birth: '1993-02-14', sex: '男', mail: 'tsukau@post.example', phone: '090-5550-0206',
    papers: [{ source: 'hr', key: 'D0000206', status: '派遣職員', unit: 'headquarters', title: '事務', from: april(0), until: inDays(200) }],
    activation: 'signed-up',
  },
  {
    slug: 'temporary',
    ...named('臨 時子', 'ノゾミ トキコ', 'Nozomi Tokiko'),
    situation: { ja: '臨時職員。職員だがSPS-IDではなくECS-IDを使う', en: 'A temporary employee: staff, with an ECS-ID instead of an SPS-ID' },
    birth: '1997-08-25', sex: '女', mail: 'tokiko@post.example', phone: '090-5550-0207',
    papers: [{ source: 'hr', key: 'R0000207', status: '臨時職員', unit: 'medicine', title: '臨時職員', from: april(0), until: march(0) }],
    activation: 'signed-up',
  },
  {
    slug: 'corporate-officer',
    ...named('役野 総理', 'ヤクノ フサミチ', 'Yakuno Fusamichi'),
    situation: { ja: '理事。役員もSPS-IDを使う', en: 'A member of the board: officers of the corporation have SPS-IDs too' },
    birth: '1963-11-03', sex: '男', mail: 'fusamichi@post.example', phone: '090-5550-0208',
    papers: [{ source: 'hr', key: 'K0000208', status: '役員', unit: 'headquarters', title: '理事', from: april(-2), until: march(1) }],
    activation: 'notice-waiting',
  },
  officer('operator', ['運天 守', 'ウンテン マモル', 'Unten Mamoru'], { unit: 'centre', number: '301' }),
  officer('auditor', ['監物 見世', 'ケンモツ ミヨ', 'Kenmotsu Miyo'], { unit: 'headquarters', number: '302' }),
  officer('registrar', ['台場 一', 'ダイバ ハジメ', 'Daiba Hajime'], { unit: 'students', number: '303' }),
  officer('registrar', ['台場 次', 'ダイバ ツグ', 'Daiba Tsugu'], { unit: 'personnel', number: '304' }),
  officer('rule-keeper', ['規矩田 正', 'キクタ タダシ', 'Kikuta Tadashi'], { unit: 'centre', number: '305' }),
  officer('rule-keeper', ['規矩田 直', 'キクタ ナオ', 'Kikuta Nao'], { unit: 'centre', number: '306' }),
  officer('account-operator', ['開田 司', 'カイダ ツカサ', 'Kaida Tsukasa'], { unit: 'centre', number: '307' }),
  officer('account-operator', ['閉田 司', 'ヘイダ ツカサ', 'Heida Tsukasa'], { unit: 'centre', number: '308' }),
  officer('counter', ['窓岡 笑', 'マドオカ エミ', 'Madooka Emi'], { unit: 'centre', number: '309' }),
  officer('counter', ['窓岡 二美', 'マドオカ フミ', 'Madooka Fumi'], { unit: 'centre', number: '311' }),
  officer('operator', ['運天 進', 'ウンテン ススム', 'Unten Susumu'], { unit: 'centre', number: '312' }),
  officer('department', ['部坂 世話', 'ヘサカ セワ', 'Hesaka Sewa'], { unit: 'science', number: '310' }),
] // prettier-ignore
