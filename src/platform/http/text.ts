/** What the server itself says where no page can be shown: both languages at once, since nobody knows which. */
const both = (ja: string, en: string): string => `${en}\n${ja}\n`

// prettier-ignore
export const text = {
  away: both('ただいま応答できません。しばらくしてからもう一度お試しください。', 'We cannot answer at the moment. Please try again shortly.'),
  tooMany: both('短い間に送信が多すぎます。30秒ほど待ってからもう一度お試しください。', 'Too much was sent in a short time. Wait half a minute and try again.'),
  unreadable: both('送られた内容を読み取れませんでした。', 'The request could not be read.'),
} as const
