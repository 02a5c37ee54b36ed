/** ○ The words of applying, in both languages. */
import type { Bilingual } from '../kernel/bilingual.ts'
import type { AnswerName, AnswerProblem, StepName } from './answers.ts'
import type { Landing, State } from './application.ts'
import type { Proof } from './statuses.ts'

export const titles = {
  start: { ja: '利用申請を始める', en: 'Begin an application' },
  answer: { ja: '申請の質問に答える', en: 'Answer questions of an application' },
  sendCode: { ja: '連絡先に確認コードを送る', en: 'Send a code to the contact address' },
  verifyMail: { ja: '連絡先を確認する', en: 'Verify the contact address' },
  submit: { ja: '申請を提出する', en: 'Hand in an application' },
  withdraw: { ja: '申請を取り下げる', en: 'Withdraw an application' },
  invite: { ja: '客員等を招待する', en: 'Invite a guest' },
  withdrawInvitation: { ja: '招待を取り消す', en: 'Withdraw an invitation' },
  confirmAsHost: { ja: '受入責任者として答える', en: 'Answer as the host' },
  recordEvidence: { ja: '確認した証明書類を記録する', en: 'Record the proof that was seen' },
  admit: { ja: '申請を承認する', en: 'Admit an application' },
  admitProvisionally: { ja: '申請を仮承認する', en: 'Admit provisionally' },
  sendBack: { ja: '申請を差し戻す', en: 'Send an application back' },
  reject: { ja: '申請を不承認とする', en: 'Reject an application' },
  void: { ja: '承認を取り消す', en: 'Void an admission' },
  rehost: { ja: '受入責任者を替える', en: 'Name another host' },
  end: { ja: '早く終える', en: 'End early' },
  applyBatch: { ja: '部局からまとめて申請する', en: 'Apply for several people' },
} as const satisfies Record<string, Bilingual>

export const stateNames = {
  draft: { ja: '入力中', en: 'Being filled in' },
  host_asked: { ja: '受入責任者の確認待ち', en: 'Waiting for the host' },
  submitted: { ja: '証明書類の確認待ち', en: 'Waiting for proof' },
  checked: { ja: '審査中', en: 'Being decided' },
  provisional: { ja: '仮承認', en: 'Admitted provisionally' },
  admitted: { ja: '承認済み', en: 'Admitted' },
  sent_back: { ja: '差し戻し', en: 'Sent back' },
  rejected: { ja: '不承認', en: 'Rejected' },
  withdrawn: { ja: '取り下げ', en: 'Withdrawn' },
  expired: { ja: '期限切れ', en: 'Expired' },
  lapsed: { ja: '仮承認の期限切れ', en: 'Provisional time over' },
  voided: { ja: '承認取消', en: 'Voided' },
} as const satisfies Record<State, Bilingual>

/** The state in a sentence, and what comes next, said to the applicant. */
export const nextWords: Readonly<Record<State, Bilingual>> = {
  draft: {
    ja: '質問に答えて提出してください。入力した内容は保存されています。',
    en: 'Answer the questions and hand it in. What you entered is kept.',
  },
  host_asked: {
    ja: '受入責任者に確認をお願いしています。返事があるとメールでお知らせします。',
    en: 'We have asked your host. You will get a mail when they answer.',
  },
  submitted: {
    ja: '証明書類の原本を、情報環境支援センターの窓口でお見せください。来られないときは、所属の部局または取次窓口にご相談ください。',
    en: 'Show the original of your proof at the ICT Support Center. If you cannot come, ask your department or an agent counter.',
  },
  checked: {
    ja: '書類を確認しました。承認されるとメールでお知らせします。',
    en: 'We have seen your papers. You will get a mail when it is decided.',
  },
  provisional: {
    ja: '仮承認されました。期限までに証明書類の原本を窓口でお見せください。期限を過ぎると利用できなくなります。',
    en: 'You are admitted provisionally. Show your proof at the counter before the day below, or your use ends then.',
  },
  admitted: {
    ja: '承認されました。アカウントの通知書を受け取ったら、有効化してください。',
    en: 'You are admitted. Once you have your account notice, activate your account.',
  },
  sent_back: {
    ja: '直していただくところがあります。下の連絡を読んで、直してもう一度提出してください。',
    en: 'Something needs correcting. Read the message below, correct it and hand it in again.',
  },
  rejected: {
    ja: '申請は承認されませんでした。理由は下の連絡をご覧ください。',
    en: 'The application was not accepted. The reason is in the message below.',
  },
  withdrawn: { ja: '申請は取り下げられました。', en: 'The application was withdrawn.' },
  expired: {
    ja: '60日間動きがなかったため終了しました。必要なら新しく申請してください。',
    en: 'Nothing happened for 60 days, so it ended. Apply again if you need to.',
  },
  lapsed: {
    ja: '証明書類が確認できないまま仮承認の期限が過ぎました。継続の申請ができます。',
    en: 'The provisional time ended without proof. You can apply to continue.',
  },
  voided: { ja: '承認は取り消されました。', en: 'The admission was taken back.' },
}

export const landingNames = {
  none: { ja: '未登録', en: 'Not registered' },
  waiting: { ja: '登録処理中', en: 'Being registered' },
  landed: { ja: '登録済み', en: 'Registered' },
  case: { ja: '同一人物かを確認中', en: 'Match case open' },
  refused: { ja: '登録できませんでした', en: 'Could not be registered' },
} as const satisfies Record<Landing, Bilingual>

export const stepWords = {
  status: {
    title: { ja: 'どの身分で利用しますか', en: 'What will you be at the university?' },
    name: { ja: '身分', en: 'Status' },
  },
  name: { title: { ja: 'お名前を教えてください', en: 'What is your name?' }, name: { ja: '氏名', en: 'Name' } },
  birth: {
    title: { ja: '生年月日を教えてください', en: 'When were you born?' },
    name: { ja: '生年月日', en: 'Date of birth' },
  },
  place: {
    title: { ja: '所属と期間を教えてください', en: 'Where, and for how long?' },
    name: { ja: '所属と期間', en: 'Unit and period' },
  },
  contact: {
    title: { ja: '連絡先のメールアドレスを教えてください', en: 'Where can we write to you?' },
    name: { ja: '連絡先', en: 'Contact' },
  },
  proof: {
    title: { ja: 'どの書類で証明しますか', en: 'What will you show as proof?' },
    name: { ja: '証明書類', en: 'Proof' },
  },
} as const satisfies Record<StepName, { title: Bilingual; name: Bilingual }>

export const fieldNames = {
  status: { ja: '身分', en: 'Status' },
  familyKanji: { ja: '氏（漢字など）', en: 'Family name in kanji, if any' },
  givenKanji: { ja: '名（漢字など）', en: 'Given name in kanji, if any' },
  familyKana: { ja: '氏（カナ）', en: 'Family name in kana, if any' },
  givenKana: { ja: '名（カナ）', en: 'Given name in kana, if any' },
  familyRoman: { ja: '氏（ローマ字）', en: 'Family name' },
  givenRoman: { ja: '名（ローマ字）', en: 'Given name' },
  usualFamilyKanji: { ja: '使用する氏（漢字など）', en: 'Family name you use, in kanji' },
  usualGivenKanji: { ja: '使用する名（漢字など）', en: 'Given name you use, in kanji' },
  usualFamilyRoman: { ja: '使用する氏（ローマ字）', en: 'Family name you use' },
  usualGivenRoman: { ja: '使用する名（ローマ字）', en: 'Given name you use' },
  birthDate: { ja: '生年月日', en: 'Date of birth' },
  unitName: { ja: '所属する部局', en: 'Department' },
  title: { ja: '職名', en: 'Title' },
  hostMail: { ja: '受入責任者の大学メールアドレス', en: 'University mail address of your host' },
  from: { ja: '開始日', en: 'First day' },
  lastDay: { ja: '最終日', en: 'Last day' },
  purpose: { ja: '利用の目的', en: 'Purpose' },
  mail: { ja: '連絡先メールアドレス', en: 'Contact mail address' },
  proof: { ja: '証明書類', en: 'Proof' },
} as const satisfies Record<AnswerName, Bilingual>

export const fieldHints: { readonly [Name in AnswerName]?: Bilingual } = {
  familyRoman: {
    ja: '旅券（パスポート）の表記。お名前が一つだけの方は、ここに書いてください。',
    en: 'As in your passport. If you have one name only, write it here.',
  },
  hostMail: {
    ja: '受け入れる教員・職員の大学のアドレスです。その方に確認のメールが届きます。',
    en: 'The address of the member of staff who receives you. They will be asked to confirm.',
  },
  from: { ja: '書類に書かれた開始日。例：2027-04-01', en: 'As on your papers. For example, 2027-04-01' },
  lastDay: { ja: '書類に書かれた最後の日。例：2028-03-31', en: 'The last day on your papers. For example, 2028-03-31' },
  mail: {
    ja: '申請の状況をお知らせします。6桁の確認コードを送ります。',
    en: 'We write to it about your application, and send a six-digit code to it first.',
  },
  unitName: { ja: '例：理学研究科', en: 'For example, Graduate School of Science' },
  birthDate: { ja: '例：1990-04-01', en: 'For example, 1990-04-01' },
}

export const problems = {
  missing: { ja: '{field}を入力してください。', en: 'Fill in: {field}.' },
  too_long: { ja: '{field}は120文字までで入力してください。', en: '{field}: at most 120 characters.' },
  control_character: {
    ja: '{field}に使えない文字があります。打ち直してください。',
    en: '{field} holds a character that cannot be used. Type it again.',
  },
  no_name: {
    ja: 'お名前を入力してください。ローマ字は必ず必要です。',
    en: 'Write your name. Roman letters are always needed.',
  },
  needs_family: {
    ja: 'お名前が一つだけの方は、氏の欄に入力してください。',
    en: 'If you have one name only, write it as the family name.',
  },
  not_a_day: {
    ja: '{field}は 2027-04-01 のように、実在する日付で入力してください。',
    en: '{field}: write a date such as 2027-04-01.',
  },
  implausible_day: { ja: '{field}の年をご確認ください。', en: '{field}: check the year.' },
  ends_before_it_begins: {
    ja: '最終日は、開始日と今日より後の日にしてください。',
    en: 'The last day must be after the first day, and not be over.',
  },
  too_long_a_period: {
    ja: 'この身分で申請できる期間を超えています。',
    en: 'The period is longer than this status allows.',
  },
  mail_wrong: {
    ja: 'メールアドレスは name@example.ac.jp の形で入力してください。',
    en: 'Write an address such as name@example.ac.jp.',
  },
  not_offered: { ja: '選択肢から選んでください。', en: 'Choose one of those offered.' },
  unreadable: { ja: '{field}の書き方をご確認ください。', en: 'Check how {field} is written.' },
} as const satisfies Record<AnswerProblem, Bilingual>

export const proofNames = {
  'appointment-letter': {
    ja: '委嘱状・任用通知書（部局長印のあるもの）',
    en: 'Letter of appointment with the director’s seal',
  },
  'part-time-lecturer-id': { ja: '非常勤講師証', en: 'Part-time-lecturer ID' },
  'jsps-letter': { ja: '日本学術振興会の採用通知書', en: 'JSPS award letter' },
  'jsps-id': { ja: '日本学術振興会の身分証', en: 'JSPS ID' },
  'certificate-of-acceptance': {
    ja: '受入証明書（受入責任者・期間・氏名・身分のあるもの）',
    en: 'Certificate of acceptance (host, period, name, status)',
  },
  'employment-paper': { ja: '労働条件通知書などの雇用を示す書類', en: 'Employment paper' },
  'emeritus-certificate': { ja: '名誉教授称号記', en: 'Emeritus certificate' },
  approval: { ja: '部局の承認書', en: 'Approval of the department' },
  'public-photo-id': { ja: '公的な写真付き身分証', en: 'Public photo ID' },
} as const satisfies Record<Proof, Bilingual>

export const documentNames: Readonly<Record<string, Bilingual>> = {
  ...proofNames,
  'staff-id': { ja: '職員証', en: 'Staff ID' },
  'student-id': { ja: '学生証', en: 'Student ID' },
  none: { ja: '書類なし（上長の証言）', en: 'No document (word of the superior)' },
}

export const methodNames = {
  'in-person': { ja: '対面', en: 'In person' },
  'call-back': { ja: '登録済み電話への折り返し', en: 'Call back to a registered telephone' },
  'registered-contact': { ja: '登録済み連絡先への確認コード', en: 'Code to a registered contact' },
  superior: { ja: '上長の証言', en: 'Word of the superior' },
} as const satisfies Record<string, Bilingual>
export const counterNames = {
  main: { ja: '情報環境支援センター', en: 'ICT Support Center' },
  agent: { ja: '取次窓口（受付のみ）', en: 'Agent counter (forwards only)' },
  department: { ja: '部局', en: 'Department' },
} as const satisfies Record<string, Bilingual>

export const actionNames: Readonly<Record<string, Bilingual>> = {
  submit: { ja: '提出されました', en: 'Handed in' },
  ask_host: { ja: '提出され、受入責任者に確認を依頼しました', en: 'Handed in; the host was asked' },
  confirm: { ja: '受入責任者が確認しました', en: 'The host confirmed' },
  refuse: { ja: '受入責任者が確認できませんでした', en: 'The host did not confirm' },
  record_evidence: { ja: '証明書類を確認しました', en: 'The proof was seen' },
  prove: { ja: '証明書類を確認し、本承認となりました', en: 'The proof was seen; admitted in full' },
  admit: { ja: '承認されました', en: 'Admitted' },
  admit_provisionally: { ja: '仮承認されました', en: 'Admitted provisionally' },
  send_back: { ja: '差し戻されました', en: 'Sent back' },
  reject: { ja: '承認されませんでした', en: 'Rejected' },
  withdraw: { ja: '取り下げられました', en: 'Withdrawn' },
  expire: { ja: '期限が切れました', en: 'Expired' },
  lapse: { ja: '仮承認の期限が切れました', en: 'The provisional time ended' },
  void: { ja: '承認が取り消されました', en: 'Voided' },
  rehost: { ja: '受入責任者が替わりました', en: 'Another host was named' },
  end_early: { ja: '終了日が早まりました', en: 'The end was brought forward' },
}

export const pageWords = {
  applyTitle: { ja: '利用申請', en: 'Apply to use our services' },
  applyLead: {
    ja: '非常勤講師、日本学術振興会の研究員、客員の方などが、アカウントや利用証を受けるための申請です。学生と常勤の教職員の方は申請不要です。',
    en: 'For part-time lecturers, JSPS fellows, guests and others who need an account or a card. Students and regular staff need not apply.',
  },
  begin: { ja: '申請を始める', en: 'Begin' },
  goOn: { ja: '続ける', en: 'Go on' },
  back: { ja: '前に戻る', en: 'Back' },
  need: { ja: '用意するもの', en: 'What you need' },
  needMail: { ja: '受け取れるメールアドレス', en: 'A mail address you can read' },
  needProof: {
    ja: '身分と期間が分かる書類（原本をあとで窓口で確認します）',
    en: 'A paper that states your status and period; the counter looks at the original later',
  },
  needHost: {
    ja: '客員等の方は、受入責任者の大学メールアドレス',
    en: 'Guests: the university mail address of your host',
  },
  time: {
    ja: '約5分です。入力した内容は保存され、あとで続けられます。',
    en: 'It takes about five minutes. What you enter is kept and you can go on later.',
  },
  yours: { ja: 'あなたの申請', en: 'Your applications' },
  none: { ja: '申請はありません。', en: 'There are no applications.' },
  review: { ja: '内容を確認して提出してください', en: 'Check your answers and hand them in' },
  change: { ja: '変更する', en: 'Change' },
  submit: { ja: '申請を提出する', en: 'Hand in' },
  withdraw: { ja: '申請を取り下げる', en: 'Withdraw' },
  code: { ja: '6桁の確認コード', en: 'Six-digit code' },
  codeLead: { ja: '連絡先に届いたコードを入力してください。', en: 'Enter the code we mailed to you.' },
  codeWrong: {
    ja: 'コードが違うか、期限が切れています。新しいコードを送ることもできます。',
    en: 'The code is wrong or too old. You can have a new one sent.',
  },
  sendCode: { ja: '確認コードを送る', en: 'Send a code' },
  sendAgain: { ja: '新しいコードを送る', en: 'Send a new code' },
  verify: { ja: '確認する', en: 'Verify' },
  usual: { ja: '普段使う名前が違うとき（任意）', en: 'If you use another name (optional)' },
  history: { ja: 'これまでの経過', en: 'What happened' },
  number: { ja: '申請番号', en: 'Application number' },
  state: { ja: '状態', en: 'State' },
  applicant: { ja: '申請者', en: 'Applicant' },
  period: { ja: '期間', en: 'Period' },
  message: { ja: '申請者への連絡', en: 'Message to the applicant' },
  evidence: { ja: '確認した書類', en: 'Proof seen' },
  noEvidence: { ja: 'まだ確認されていません。', en: 'None seen yet.' },
  record: { ja: '確認を記録する', en: 'Record the proof' },
  method: { ja: '確認の方法', en: 'How it was seen' },
  document: { ja: '書類の種類', en: 'Kind of document' },
  last4: { ja: '番号の下4桁', en: 'Last four of its number' },
  counter: { ja: '窓口', en: 'Counter' },
  decide: { ja: '判断', en: 'Decision' },
  admit: { ja: '承認する', en: 'Admit' },
  unitCode: { ja: '部局コード（分かるとき）', en: 'Unit code, where known' },
  provisional: { ja: '仮承認する', en: 'Admit provisionally' },
  sendBack: { ja: '差し戻す', en: 'Send back' },
  reject: { ja: '不承認とする', en: 'Reject' },
  void: { ja: '承認を取り消す', en: 'Void the admission' },
  office: { ja: '利用申請', en: 'Applications' },
  open: { ja: '処理待ち', en: 'To do' },
  all: { ja: '終わったもの', en: 'Finished' },
  orphans: { ja: '受入責任者のいない客員等', en: 'Guests without a host' },
  orphansLead: {
    ja: '受入責任者が転出した方です。新しい責任者を決めるか、早く終えてください。',
    en: 'Their host has left. Name another host, or end it early.',
  },
  rehost: { ja: '受入責任者を替える', en: 'Name another host' },
  hostNumber: { ja: '新しい責任者の人物番号', en: 'Person number of the new host' },
  endEarly: { ja: '早く終える', en: 'End early' },
  landing: { ja: '人物台帳', en: 'Registry' },
  host: { ja: '受入責任者', en: 'Host' },
  hostYes: { ja: '確認済み', en: 'Confirmed' },
  hostNo: { ja: '未確認', en: 'Not confirmed' },
  hostNone: { ja: '大学の方として見つかっていません', en: 'Not found as a member' },
  matches: { ja: '名寄せの画面を開く', en: 'Open match cases' },
  invitations: { ja: '招待と受入れ', en: 'Invitations and guests' },
  invitationsLead: {
    ja: '受け入れる方を招待し、あなたを受入責任者とした申請に答えます。',
    en: 'Invite guests, and answer those who named you as their host.',
  },
  asking: { ja: '確認を待っている申請', en: 'Waiting for your word' },
  confirm: { ja: '受け入れています', en: 'Yes, I am the host' },
  refuse: { ja: '受け入れていません', en: 'No, I am not' },
  sent: { ja: '送った招待', en: 'Invitations sent' },
  inviteTitle: { ja: '招待する', en: 'Invite a guest' },
  guestName: { ja: '招待する方の名前（ローマ字）', en: 'Name of the guest' },
  invite: { ja: '招待を送る', en: 'Send the invitation' },
  withdrawInvitation: { ja: '招待を取り消す', en: 'Withdraw' },
  continue: { ja: '継続を申請する', en: 'Apply to continue' },
  statusChange: { ja: '身分の変更を申請する', en: 'Apply for another status' },
  activate: { ja: '有効化する', en: 'Activate' },
  choose: { ja: '選んでください', en: 'Choose' },
  batch: { ja: 'まとめて申請', en: 'Apply for several people' },
  batchLead: {
    ja: '1行に1人。項目の順：身分コード, 氏（漢字）, 名（漢字）, 氏（カナ）, 名（カナ）, 氏（ローマ字）, 名（ローマ字）, 生年月日, 部局, 職名, 開始日, 最終日, メール, 書類コード',
    en: 'One person a line: status code, family and given name in kanji, in kana, in roman letters, date of birth, department, title, first day, last day, mail, proof code',
  },
  rows: { ja: '申請する人', en: 'People' },
  rowWrong: { ja: '{row}行目：{problem}', en: 'Row {row}: {problem}' },
} as const satisfies Record<string, Bilingual>

export const refusals = {
  'admissions.too_many': {
    ja: '短い間に回数が多すぎます。1時間ほど待ってからお試しください。',
    en: 'Too many tries in a short time. Wait about an hour.',
  },
  'admissions.invitation_over': {
    ja: 'この招待はもう使えません。招待した方にご連絡ください。',
    en: 'This invitation can no longer be used. Ask the person who invited you.',
  },
  'admissions.nothing_to_continue': {
    ja: '継続できる申請ではありません。',
    en: 'This application cannot be continued.',
  },
  'admissions.closed': {
    ja: '提出された申請は変更できません。',
    en: 'An application that was handed in cannot be changed.',
  },
  'admissions.no_address': {
    ja: '連絡先のメールアドレスを先に入力してください。',
    en: 'Enter your mail address first.',
  },
  'admissions.not_now': { ja: '今の状態では、この操作はできません。', en: 'This cannot be done in the present state.' },
  'admissions.unreadable': {
    ja: '書き方を確認していただきたい項目があります。',
    en: 'One of the answers needs another look.',
  },
  'admissions.incomplete': { ja: 'まだ答えていない質問があります。', en: 'Some questions are not answered yet.' },
  'admissions.mail_unverified': {
    ja: '連絡先のメールアドレスを確認してください。',
    en: 'Verify your mail address first.',
  },
  'admissions.not_for_you': {
    ja: 'この身分は、部局または本部から申請します。',
    en: 'This status is applied for by a department or the head office.',
  },
  'admissions.not_a_host': {
    ja: '招待できるのは、教員・職員・役員の方です。',
    en: 'Only faculty, staff and officers can invite.',
  },
  'admissions.not_hosted': { ja: 'この身分は招待の対象ではありません。', en: 'This status is not one to invite for.' },
  'admissions.period_wrong': { ja: '期間をご確認ください。', en: 'Check the period.' },
  'admissions.own_application': {
    ja: 'ご自身に関わる申請は、他の担当者が処理します。',
    en: 'Another officer decides on matters of your own.',
  },
  'admissions.host_unknown': {
    ja: '受入責任者になれる方が見つかりません。人物番号をご確認ください。',
    en: 'No member who may be a host was found. Check the person number.',
  },
  'admissions.no_document': { ja: '確認した書類を選んでください。', en: 'Choose the document you saw.' },
  'admissions.no_number': {
    ja: '書類の番号の下4桁を入力してください。',
    en: 'Enter the last four characters of its number.',
  },
  'admissions.agent_only_forwards': {
    ja: '取次窓口は受付だけを行います。確認は主窓口で行ってください。',
    en: 'Agent counters accept and forward; the main counter checks.',
  },
  'admissions.rows_wrong': {
    ja: '直していただきたい行があります。まだ何も申請されていません。',
    en: 'Some rows need correcting. Nothing was applied for yet.',
  },
} as const satisfies Record<string, Bilingual>

export const notices = {
  'admissions.saved': { ja: '保存しました。', en: 'Saved.' },
  'admissions.submitted': { ja: '申請を提出しました。', en: 'Your application was handed in.' },
  'admissions.withdrawn': { ja: '申請を取り下げました。', en: 'The application was withdrawn.' },
  'admissions.code-sent': {
    ja: '確認コードを送りました。メールをご覧ください。',
    en: 'A code was sent. Look at your mail.',
  },
  'admissions.verified': { ja: 'メールアドレスを確認しました。', en: 'Your address is verified.' },
  'admissions.done': { ja: '記録しました。', en: 'Recorded.' },
  'admissions.invited': { ja: '招待を送りました。', en: 'The invitation was sent.' },
  'admissions.invitation-withdrawn': { ja: '招待を取り消しました。', en: 'The invitation was withdrawn.' },
  'admissions.answered': { ja: '返事を記録しました。', en: 'Your answer was recorded.' },
  'admissions.batch': { ja: 'まとめて申請しました。', en: 'The applications were handed in.' },
} as const satisfies Record<string, Bilingual>

const foot: Bilingual = {
  ja: '\n\nお心当たりのないときは、このメールを捨ててください。何も起こりません。\n{institutionJa} 情報環境支援センター',
  en: '\n\nIf this was not you, throw this mail away; nothing will happen.\nICT Support Center, {institutionEn}',
}
const letterOf = (subject: Bilingual, body: Bilingual) => ({
  subject,
  body: { ja: `${body.ja}${foot.ja}`, en: `${body.en}${foot.en}` },
})

/** Letters carry no name of the applicant unless the host must know it, and no proof of who is known. */
export const letters = {
  code: letterOf(
    { ja: '確認コード', en: 'Your code' },
    {
      ja: '利用申請 {number} の確認コードです。\n\n  {code}\n\n{minutes}分以内に、申請の画面に入力してください。\n続きはこのリンクからも開けます（他の人に渡さないでください）：\n{link}',
      en: 'The code for application {number}:\n\n  {code}\n\nEnter it on the application page within {minutes} minutes.\nThis link also opens your application (do not pass it on):\n{link}',
    },
  ),
  received: letterOf(
    { ja: '申請を受け付けました', en: 'We have your application' },
    {
      ja: '申請番号は {number} です。\n状況はこちらで確認できます：\n{link}',
      en: 'Its number is {number}.\nSee how it stands:\n{link}',
    },
  ),
  hostAsked: letterOf(
    { ja: '受入れの確認をお願いします', en: 'Please confirm a guest' },
    {
      ja: '{nameJa} さんが、あなたを受入責任者として利用を申請しました（{number}）。\nサインインして、確認するか、受け入れていないかを答えてください：\n{link}',
      en: '{nameEn} has named you as their host (application {number}).\nSign in and say whether this is right:\n{link}',
    },
  ),
  hostConfirmed: letterOf(
    { ja: '受入責任者が確認しました', en: 'Your host confirmed' },
    {
      ja: '申請 {number} を受入責任者が確認しました。次は証明書類をお見せください。\n{link}',
      en: 'Your host confirmed application {number}. Next, show your proof.\n{link}',
    },
  ),
  hostRefused: letterOf(
    { ja: '受入責任者の確認が取れませんでした', en: 'Your host did not confirm' },
    {
      ja: '申請 {number} は差し戻されました。受入責任者にご相談のうえ、直して提出してください。\n{link}',
      en: 'Application {number} was sent back. Talk to your host, correct it and hand it in again.\n{link}',
    },
  ),
  invited: letterOf(
    { ja: '{institutionJa}からの招待', en: 'An invitation from {institutionEn}' },
    {
      ja: '{hostJa} さんが、{institutionJa}の利用者としてあなたを招待しています。\n{days}日以内に、このリンクから申請してください（他の人に渡さないでください）：\n{link}',
      en: '{hostEn} invites you to {institutionEn}.\nApply by this link within {days} days (do not pass it on):\n{link}',
    },
  ),
  checked: letterOf(
    { ja: '書類を確認しました', en: 'We have seen your papers' },
    {
      ja: '申請 {number} の証明書類を確認しました。承認されるとお知らせします。\n{link}',
      en: 'We have seen the proof for application {number} and will write when it is decided.\n{link}',
    },
  ),
  admitted: letterOf(
    { ja: '申請が承認されました', en: 'Your application was accepted' },
    {
      ja: '申請 {number} が承認されました。次にすることはこちらです：\n{link}',
      en: 'Application {number} was accepted. What to do next:\n{link}',
    },
  ),
  provisional: letterOf(
    { ja: '仮承認されました', en: 'Admitted provisionally' },
    {
      ja: '申請 {number} は仮承認されました。{lastJa}までに証明書類の原本を窓口でお見せください。\n{link}',
      en: 'Application {number} is admitted provisionally. Show your proof at the counter by {lastEn}.\n{link}',
    },
  ),
  sentBack: letterOf(
    { ja: '申請に直していただきたいところがあります', en: 'Something in your application needs correcting' },
    { ja: '申請 {number} に連絡があります：\n{link}', en: 'There is a message on application {number}:\n{link}' },
  ),
  rejected: letterOf(
    { ja: '申請の結果', en: 'About your application' },
    {
      ja: '申請 {number} の結果はこちらで確認できます：\n{link}',
      en: 'The answer to application {number} is here:\n{link}',
    },
  ),
} as const satisfies Record<string, { subject: Bilingual; body: Bilingual }>
