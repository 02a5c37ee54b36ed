/** ○ What the demo says on the terminal. */
export const text = {
  notADemo: {
    ja: 'このデータベースには既に利用者がいて、デモのものではありません。DATA_DIR か DATABASE_URL に別のものを指定してください。',
    en: 'This database holds people already and is not the demo’s: give the demo another one by DATA_DIR or DATABASE_URL.',
  },
  begun: {
    ja: '若葉大学のデモを始めます。終わるには Ctrl-C を押してください。',
    en: 'Starting the demo of Wakaba University. Press Ctrl-C to end it.',
  },
  reused: {
    ja: '前回のデータを使います。最初からやり直すには {folder} を消してください。',
    en: 'Using the data of last time; remove {folder} to begin anew.',
  },
  step: { ja: '{step}（{seconds} 秒）', en: '{step} ({seconds} s)' },
  where: {
    ja: '/dev で誰にでもなれ、時計を動かし、メールを読めます。見本サービス：{sample}',
    en: 'At /dev you become anyone, move the clock and read the mail. The sample service: {sample}',
  },
  ending: { ja: '終了しています。', en: 'Ending.' },
  fault: { ja: 'デモを始められませんでした：{reason}', en: 'The demo could not be started: {reason}' },
  refused: { ja: '{step}：{act} が {code} で断られました。', en: '{step}: {act} was refused with {code}.' },
} as const
