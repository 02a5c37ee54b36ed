/** Why a backup was not made, or not put back. */
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { BackupRefusal } from './format.ts'

// prettier-ignore
export const backupRefusals = {
  'backup.file_exists': { ja: '{path} は既にあります。上書きはしません。別の名前を指定してください。', en: '{path} exists already and is never overwritten: give another name.' },
  'backup.folder_missing': { ja: '{path} のフォルダがありません。作成してからもう一度実行してください。', en: 'The folder of {path} does not exist: make it and try again.' },
  'backup.not_writable': { ja: '{path} に書き込めません。書き込めるフォルダを指定してください。', en: '{path} may not be written: name a folder you may write.' },
  'backup.disk_full': { ja: '{path} のディスクに空きがありません。空きを作るか、別のディスクを指定してください。', en: 'The disk of {path} is full: make room, or name another disk.' },
  'backup.file_missing': { ja: '{path} がありません。', en: 'There is no file {path}.' },
  'backup.not_a_backup': { ja: '{path} は Sekimori のバックアップではありません。何も書き込んでいません。', en: '{path} is not a backup of Sekimori. Nothing was written.' },
  'backup.cut_short': { ja: '{path} は{line}行目で切れています。何も書き込んでいません。ほかの写しを使ってください。', en: '{path} ends too early, at line {line}. Nothing was written: use another copy.' },
  'backup.damaged': { ja: '{path} の{line}行目（表 {table}）が壊れているか書き換えられています。何も書き込んでいません。ほかの写しを使ってください。', en: 'Line {line} of {path} (table {table}) was damaged or changed. Nothing was written: use another copy.' },
  'backup.not_vouched_for': { ja: '{path} は、マスター鍵 {masterKey} を持つ者が作ったものではありません。何も書き込んでいません。入手元を確かめてください。', en: '{path} was not written by somebody who holds the master key {masterKey}. Nothing was written: find out where it comes from.' },
  'backup.too_new': { ja: 'このバックアップは、より新しい版の Sekimori（{version}）のものです。その版以降で復元してください。', en: 'This backup was made by a newer Sekimori ({version}): restore it with that version or a later one.' },
  'backup.other_migrations': { ja: 'このバックアップの {name} は、この版のものと違います。作成した版の Sekimori で復元してください。', en: 'The file {name} of this backup is not the one of this version: restore it with the Sekimori that made it.' },
  'backup.database_ahead': { ja: 'このデータベースは、バックアップより新しい形（{name}）です。空のデータベースを用意してください。', en: 'This database is of a newer shape ({name}) than the backup: name an empty one.' },
  'backup.other_master_key': { ja: 'このバックアップにはマスター鍵 {needs} が必要です。MASTER_KEY_FILE にあるのは {has} です。', en: 'This backup needs the master key {needs}, and MASTER_KEY_FILE holds {has}.' },
  'backup.not_empty': { ja: 'このデータベースは空ではありません（監査記録 {entries} 件）。空のデータベースか、別の DATA_DIR を指定してください。', en: 'This database is not empty ({entries} audit entries): name an empty one, or another DATA_DIR.' },
  'backup.in_use': { ja: 'このデータベースにはほかに {connections} 個の接続があります。サーバーと作業プロセスを止めてから復元してください。', en: 'There are {connections} other connections to this database: stop every server and worker first.' },
  'backup.does_not_fit': { ja: 'バックアップの表 {table} がデータベースの形に合いません。作成した版の Sekimori で復元してください。', en: 'The table {table} of the backup does not fit this database: restore it with the Sekimori that made it.' },
} as const satisfies Record<BackupRefusal['code'], Bilingual>
