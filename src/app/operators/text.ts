/** What the operators' commands say. */
// prettier-ignore
export const text = {
  backup: {
    create: { ja: 'すべてのデータのバックアップを1つのファイルに取る', en: 'Back up everything into one file' },
    restore: { ja: 'バックアップから空のデータベースに復元する', en: 'Put a backup back into an empty database' },
    out: { ja: '作成するファイル（既にあるファイルは上書きしません）', en: 'the file to write; one that exists is never overwritten' },
    from: { ja: 'バックアップのファイル', en: 'the backup’s file' },
    keyApart: { ja: 'マスター鍵はこのファイルに入っていません。別の場所に保管してください。', en: 'The master key is not in this file: keep it in another place.' },
    rootsMoved: { ja: '監査記録の封の控えは、復元前のものを別名で残し、新しく始めました。', en: 'The remembered seals of the audit log were moved aside with a note, and begun anew.' },
    whatNow: { ja: 'セッション・有効化キー・承認・招待は終わらせました。続きは docs/operations/restore.md をご覧ください。', en: 'Sessions, activation keys, approvals and invitations were ended. What comes next: docs/operations/restore.md' },
  },
  doctor: {
    noDatabaseYet: { ja: 'まだ作られていません。npm start が作ります。', en: 'there is none yet; npm start makes it.' },
  },
  masterKey: {
    rotate: { ja: 'マスター鍵を新しくする', en: 'Roll the master key' },
    keepOld: { ja: '古い鍵は別名で残しました。それで作られたバックアップがある間は、そのバックアップとは別の場所に保管してください。', en: 'The old key was kept under another name: as long as there are backups made under it, keep it apart from them.' },
    notWritable: { ja: '{file} のフォルダに書き込めません（{code}）。鍵の所有者として、書き込めるときに実行してください。', en: 'The folder of {file} may not be written ({code}): run this as the key’s owner while it may.' },
    elsewhere: { ja: 'ほかの機械でも動かしているときは、再起動の前に新しい鍵をそれぞれの MASTER_KEY_FILE に写してください。', en: 'Where other machines run Sekimori too, copy the new key to their MASTER_KEY_FILE before they restart.' },
  },
} as const
