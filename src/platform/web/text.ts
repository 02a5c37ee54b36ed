/** The platform's own words: those that every page shares. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import { daysBetween, type Day } from '../../kernel/day.ts'

export const words = {
  waiting: { ja: '件が待っています', en: ' waiting' },
  accessibility: { ja: 'アクセシビリティ', en: 'Accessibility' },
  after: { ja: '変更後', en: 'After' },
  ahead: { ja: 'これから', en: 'ahead' },
  apply: { ja: '絞り込む', en: 'Filter' },
  before: { ja: '変更前', en: 'Before' },
  comparison: { ja: '照合', en: 'Comparison' },
  contact: { ja: 'お問い合わせ', en: 'Contact' },
  copied: { ja: 'コピーしました', en: 'Copied' },
  copy: { ja: 'コピー', en: 'Copy' },
  dateExample: { ja: '例：2027-04-01', en: 'For example, 2027-04-01' },
  errorPrefix: { ja: 'エラー：', en: 'Error: ' },
  errorSummary: { ja: '入力内容をご確認ください', en: 'Please check what you entered' },
  guide: { ja: '利用案内', en: 'Guide' },
  hide: { ja: '隠す', en: 'Hide' },
  item: { ja: '項目', en: 'Item' },
  moreReasons: { ja: '理由を見る', en: 'Why?' },
  myPage: { ja: 'マイページ', en: 'My page' },
  navigation: { ja: 'メインメニュー', en: 'Main menu' },
  next: { ja: '次へ', en: 'Next' },
  nextAction: { ja: '次にすること', en: 'What to do next' },
  noEnd: { ja: '（終わりの日は決まっていません）', en: 'no end is known' },
  none: { ja: '（なし）', en: '(none)' },
  now: { ja: '現在', en: 'now' },
  optional: { ja: '任意', en: 'optional' },
  otherLanguage: { ja: 'English', en: '日本語' },
  pages: { ja: 'ページ送り', en: 'Pages' },
  past: { ja: '済み', en: 'past' },
  person: { ja: 'この人', en: 'This person' },
  previous: { ja: '前へ', en: 'Previous' },
  reset: { ja: '条件を外す', en: 'Clear filters' },
  search: { ja: '人を検索', en: 'Search people' },
  searchAction: { ja: '検索', en: 'Search' },
  searchHint: { ja: '氏名・カナ・ローマ字・ID', en: 'Name, kana, roman letters or ID' },
  reload: { ja: '最新の状態を表示', en: 'Show the latest state' },
  shortcutsOff: { ja: 'キー操作（/・j・k）を使わない', en: 'Turn keyboard shortcuts off (/, j, k)' },
  shortcutsOn: { ja: 'キー操作（/・j・k）を使う', en: 'Turn keyboard shortcuts on (/, j, k)' },
  show: { ja: '表示', en: 'Show' },
  signOut: { ja: 'サインアウト', en: 'Sign out' },
  skip: { ja: '本文へ移動', en: 'Skip to main content' },
  sortedAscending: { ja: '昇順', en: 'ascending' },
  sortedDescending: { ja: '降順', en: 'descending' },
  spelling: { ja: '読み上げ', en: 'Read aloud' },
  steps: { ja: 'このあとの流れ', en: 'What happens next' },
  tabs: { ja: '表示の切り替え', en: 'Views' },
  today: { ja: '今日', en: 'today' },
  tomorrow: { ja: '明日', en: 'tomorrow' },
  trail: { ja: '現在位置', en: 'Where you are' },
  unchanged: { ja: '変更なし', en: 'no change' },
  yesterday: { ja: '昨日', en: 'yesterday' },
} as const satisfies Record<string, Bilingual>

/** What a tone means where its shape cannot be seen. */
export const noticeWords = {
  note: { ja: 'お知らせ', en: 'Note' },
  warning: { ja: '注意', en: 'Warning' },
  danger: { ja: '重要', en: 'Important' },
  done: { ja: '完了', en: 'Done' },
} as const satisfies Record<string, Bilingual>

/** How two records compare on one item. */
export const verdictWords = {
  same: { ja: '一致', en: 'same' },
  close: { ja: '近い', en: 'close' },
  different: { ja: '不一致', en: 'different' },
  unknown: { ja: '不明', en: 'unknown' },
} as const satisfies Record<string, Bilingual>

/** あと12日 / in 12 days: how far a day is from today. Beyond three months in months, beyond two years in years. */
export const distance = (on: Day, today: Day): Bilingual => {
  const days = daysBetween(today, on)
  if (days === 0) return words.today
  if (days === 1) return words.tomorrow
  if (days === -1) return words.yesterday
  const [count, unit] = inUnits(Math.abs(days))
  return fill(days > 0 ? unit.ahead : unit.past, { count })
}

const inUnits = (days: number): readonly [count: number, unit: (typeof units)[keyof typeof units]] => {
  if (days <= 92) return [days, units.days]
  const months = Math.round(days / 30.44)
  return months < 24 ? [months, units.months] : [Math.round(days / 365.25), units.years]
}

const units = {
  days: {
    ahead: { ja: 'あと{count}日', en: 'in {count} days' },
    past: { ja: '{count}日前', en: '{count} days ago' },
  },
  months: {
    ahead: { ja: 'あと約{count}か月', en: 'in about {count} months' },
    past: { ja: '約{count}か月前', en: 'about {count} months ago' },
  },
  years: {
    ahead: { ja: 'あと約{count}年', en: 'in about {count} years' },
    past: { ja: '約{count}年前', en: 'about {count} years ago' },
  },
} as const satisfies Record<string, Readonly<Record<'ahead' | 'past', Bilingual>>>

/** 100,000: figures grouped by thousands, as both languages write them. */
export const figure = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 })

/** 1〜50件（全2,345件） / 1–50 of 2,345. Without a total: 1〜50件 / 1–50. */
export const range = (from: number, to: number, total: number | null): Bilingual =>
  total === null
    ? fill({ ja: '{from}〜{to}件', en: '{from}–{to}' }, { from: figure(from), to: figure(to) })
    : fill(
        { ja: '全{total}件中 {from}〜{to}件', en: '{from}–{to} of {total}' },
        { from: figure(from), to: figure(to), total: figure(total) },
      )

/** 残り約3分 / about 3 minutes left: a length of time in seconds, rounded as people say it. */
export const timeLeft = (seconds: number): Bilingual => {
  if (seconds < 60) return { ja: '残り1分未満', en: 'less than a minute left' }
  const minutes = Math.round(seconds / 60)
  if (minutes === 1) return { ja: '残り約1分', en: 'about a minute left' }
  if (minutes < 90) return fill({ ja: '残り約{minutes}分', en: 'about {minutes} minutes left' }, { minutes })
  const hours = Math.round(minutes / 60)
  return fill({ ja: '残り約{hours}時間', en: 'about {hours} hours left' }, { hours })
}

/** 1,234件/秒 / 1,234 a second. */
export const rate = (perSecond: number): Bilingual =>
  fill({ ja: '毎秒{rate}件', en: '{rate} a second' }, { rate: figure(Math.round(perSecond)) })

/** 1,234 / 5,678件 */
export const doneOf = (done: number, total: number): Bilingual =>
  fill({ ja: '{total}件中 {done}件', en: '{done} of {total}' }, { done: figure(done), total: figure(total) })
