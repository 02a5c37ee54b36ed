/** The app's own words: the frame around every page, the pages for problems, my page. */
export const text = {
  refusals: {
    not_found: { ja: '見つかりません。', en: 'Not found.' },
    'input.wrong': { ja: '入力内容をご確認ください。', en: 'Please check what you entered.' },
    'feeds.people_wrong': {
      ja: '--people には 1 から 1000000 までの整数を指定してください。',
      en: 'Give --people a whole number from 1 to 1000000.',
    },
    'feeds.seed_wrong': { ja: '--seed には整数を指定してください。', en: 'Give --seed a whole number.' },
    'feeds.changed_wrong': {
      ja: '--changed には 0% から 100% までを指定してください。',
      en: 'Give --changed a share from 0% to 100%.',
    },
    'feeds.day_wrong': {
      ja: '--as-of には 2026-11-25 のような日付を指定してください。',
      en: 'Give --as-of a day such as 2026-11-25.',
    },
    'file.unreadable': { ja: 'ファイル {path} を読めません。', en: 'The file {path} cannot be read.' },
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
  // prettier-ignore
  commands: {
    import: { ja: '原簿のファイルを取り込む（予行し、問題がなければ適用する）', en: 'Take in a source’s file: rehearse it and, where no brake holds it, apply it' },
    source: { ja: '原簿の名前', en: 'Name of the source' },
    file: { ja: 'ファイル', en: 'The file' },
    rehearse: { ja: '予行だけ行い、適用しない', en: 'Rehearse only' },
    delta: { ja: '差分のファイル（載っていない人は変わらない）', en: 'The file holds changes only' },
    asOf: { ja: 'ファイルの基準日', en: 'The day the file speaks of' },
    states: {
      applied: { ja: '適用しました。', en: 'Applied.' },
      rehearsed: { ja: '予行しました。何も変更していません。', en: 'Rehearsed; nothing was changed.' },
      blocked: { ja: '安全な変更だけ適用しました。残りはブレーキで止めています。', en: 'What is safe was applied; a brake holds the rest.' },
    },
    progress: { ja: '{done}／{total} 件（毎秒 {rate} 件、残り約 {left} 秒）', en: '{done} of {total} ({rate} a second, about {left} s left)' },
    followed: { ja: '続く処理を終えました（{done}件）。', en: 'What follows from it is done ({done} jobs).' },
  },
  // prettier-ignore
  home: {
    title: { ja: 'マイページ', en: 'My page' },
    fine: { ja: 'すべて問題なく使えます。', en: 'Everything is in good order.' },
    needsYou: { ja: '確認していただきたいことがあります。', en: 'There is something to look at.' },
    suspended: { ja: '停止中のアカウントがあります。窓口にお問い合わせください。', en: 'One of your accounts is suspended. Please contact the counter.' },
    activate: { ja: '新しいアカウントを有効化する', en: 'Activate your new account' },
    toActivate: { ja: '有効化する', en: 'Activate' },
    stops: { ja: '停止日：', en: 'stops on' },
    stopsWhy: { ja: '停止するとサインインもメールも使えなくなります。必要なデータを移しておいてください。', en: 'After that you can neither sign in nor use its mail. Move what you need before then.' },
    prepare: { ja: '停止までにすること', en: 'What to do before it stops' },
    accounts: { ja: 'アカウント', en: 'Accounts' },
    noAccount: { ja: 'アカウントはまだありません。', en: 'You have no account yet.' },
    mail: { ja: 'メール：', en: 'Mail:' },
    until: { ja: '利用資格の終わり：', en: 'entitled until' },
    rights: { ja: '使えるもの', en: 'What you may use' },
    why: { ja: '理由を見る', en: 'Why?' },
    noRights: { ja: '今使えるものはありません。', en: 'There is nothing you may use at present.' },
    noEnd: { ja: '終わりの日は決まっていません', en: 'no end is known' },
    more: { ja: 'そのほか', en: 'More' },
    links: [
      { href: '/my/security', label: { ja: 'サインインの安全', en: 'Signing in safely' }, detail: { ja: 'パスワード、サインイン中の端末、最近のサインイン', en: 'password, devices signed in, recent sign-ins' } },
      { href: '/my/data', label: { ja: '登録されている情報', en: 'What is known about me' }, detail: { ja: '氏名・所属・連絡先と、その出どころ', en: 'names, affiliations, contacts, and where they came from' } },
      { href: '/my/releases', label: { ja: 'サービスに送った情報', en: 'What services were told' }, detail: { ja: 'いつ、どこに、何を', en: 'when, to whom, what' } },
      { href: '/guide', label: { ja: '利用案内', en: 'Guide' }, detail: { ja: 'アカウント、ICカード、証明書の手続き', en: 'accounts, IC cards, certificates' } },
    ],
  },
  // prettier-ignore
  data: {
    title: { ja: '登録されている情報', en: 'What is known about me' },
    lead: { ja: '大学の原簿から受け取った情報です。違っているときは、それぞれの窓口にお申し出ください。ここで直すと次の取込で元に戻ってしまうためです。', en: 'This is what the university’s record offices sent. If something is wrong, tell the office named beside it: a change made here would be undone by its next file.' },
    number: { ja: '人物番号', en: 'Person number' },
    names: { ja: '氏名', en: 'Names' },
    kinds: { official: { ja: '戸籍氏名', en: 'Official name' }, usual: { ja: '通称', en: 'Usual name' }, former: { ja: '旧姓・旧氏名', en: 'Former name' } },
    birthDate: { ja: '生年月日', en: 'Date of birth' },
    birthDateHidden: { ja: '封をして保管しています', en: 'kept sealed' },
    affiliations: { ja: '身分・在籍', en: 'Affiliations' },
    status: { ja: '身分', en: 'Status' },
    unit: { ja: '部局', en: 'Unit' },
    period: { ja: '期間', en: 'Period' },
    source: { ja: '出どころ', en: 'From' },
    from: { ja: '{from} から', en: 'from {from}' },
    fromUntil: { ja: '{from} から {until} の前日まで', en: 'from {from} to the day before {until}' },
    contacts: { ja: '連絡先', en: 'Contacts' },
    noContacts: { ja: '登録されている連絡先はありません。', en: 'No contact is on record.' },
    none: { ja: '在籍の記録はありません。', en: 'There is no affiliation on record.' },
  },
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
