/** The app's own words: the frame around every page, the pages for problems, my page. */
export const text = {
  refusals: {
    not_found: { ja: '見つかりません。', en: 'Not found.' },
    'input.wrong': { ja: '入力内容をご確認ください。', en: 'Please check what you entered.' },
    'token.missing': { ja: 'アクセストークンが必要です。', en: 'A bearer token is needed.' },
  },
  notices: {
    'signed-out': { ja: 'サインアウトしました。', en: 'You have signed out.' },
  },
  institution: { ja: '若葉大学', en: 'Wakaba University' },
  problems: {
    notFound: {
      title: { ja: 'ページが見つかりません', en: 'Page not found' },
      lead: {
        ja: 'アドレスが間違っているか、このページを見る権限がないか、ページがなくなりました。',
        en: 'The address is wrong, you may not see this page, or it no longer exists.',
      },
    },
    refused: { title: { ja: '手続きできませんでした', en: 'This could not be done' } },
    staleForm: {
      title: { ja: 'もう一度お試しください', en: 'Please try once more' },
      lead: {
        ja: 'この画面が開かれてから時間がたったか、サインインの状態が変わりました。何も変更されていません。前の画面に戻り、再読み込みしてからもう一度送信してください。',
        en: 'This page was open for too long, or your sign-in changed meanwhile. Nothing was changed. Go back, reload the page and send it again.',
      },
    },
    tooLarge: {
      title: { ja: 'ファイルが大きすぎます', en: 'The file is too large' },
      lead: {
        ja: 'ファイルを分けて、もう一度お試しください。何も変更されていません。',
        en: 'Split the file and try again. Nothing was changed.',
      },
    },
    fault: {
      title: { ja: 'システムに問題が起きました', en: 'Something went wrong on our side' },
      lead: {
        ja: '操作は完了していません。しばらくしてからもう一度お試しください。続くときは、この番号を添えてお問い合わせください：',
        en: 'Nothing was completed. Please try again shortly. If it happens again, contact us and give this number:',
      },
    },
    back: { ja: '前の画面に戻る', en: 'Go back' },
    home: { ja: 'トップページへ', en: 'To the start page' },
    contact: { ja: 'お問い合わせ', en: 'Contact us' },
  },
  start: {
    portTaken: {
      ja: '{host} のポート {port} は別のプログラムが使っています。そのプログラムを止めるか、PORT に別の番号を指定してください。',
      en: 'Port {port} on {host} is taken by another program: stop it, or set PORT to another number.',
    },
    portForbidden: {
      ja: 'ポート {port} で待ち受ける権限がありません。PORT に 1024 以上の番号を指定してください。',
      en: 'This account may not listen on port {port}: set PORT to a number of 1024 or more.',
    },
    cannotListen: {
      ja: '{host} のポート {port} で待ち受けできません（{reason}）。HOST と PORT を確かめてください。',
      en: 'Cannot listen on {host}, port {port} ({reason}): check HOST and PORT.',
    },
    demoDatabase: {
      ja: 'このデータベースはデモのものです。本番では DATA_DIR か DATABASE_URL に別のものを指定してください。',
      en: 'This database is the demo’s: give production another one by DATA_DIR or DATABASE_URL.',
    },
  },
  demo: { moved: { ja: 'デモの時計を動かしています：', en: 'The demo’s clock has been moved:' } },
  navigation: {
    home: { ja: 'マイページ', en: 'My page' },
    people: { ja: '利用者', en: 'People' },
    imports: { ja: '取込', en: 'Imports' },
    matches: { ja: '名寄せ', en: 'Match cases' },
    admissions: { ja: '利用申請', en: 'Applications' },
    accounts: { ja: 'アカウント', en: 'Accounts' },
    counter: { ja: '窓口', en: 'Counter' },
    rules: { ja: '利用資格規則', en: 'Rule book' },
    exceptions: { ja: '特例', en: 'Exceptions' },
    services: { ja: '連携サービス', en: 'Services' },
    inquiries: { ja: '問い合わせ', en: 'Inquiries' },
    audit: { ja: '監査記録', en: 'Audit log' },
    system: { ja: '運用', en: 'Operations' },
  },
} as const
