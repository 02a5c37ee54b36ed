/** What the embedded database says to whoever started us. */
import { fill, type Bilingual } from '../../kernel/bilingual.ts'
import type { DatabaseRefusal } from './refusal.ts'

// prettier-ignore
export const refusals = {
  'database.disk_full': { ja: 'データベースのフォルダ {folder} のディスクに空きがありません。空きを作るか、DATA_DIR に別のフォルダを指定してから、もう一度始めてください。', en: 'The disk that holds the database folder {folder} is full: make room, or set DATA_DIR to another folder, and start again.' },
  'database.folder_not_writable': { ja: 'フォルダ {folder} に書き込めません。このフォルダの所有者として起動するか、DATA_DIR に書き込めるフォルダを指定してください。', en: 'The folder {folder} may not be written: start as the user who owns it, or set DATA_DIR to a folder you may write.' },
  'database.not_ours': { ja: 'フォルダ {folder} は、Sekimori が作ったデータベースではありません。別の場所へ移すか、DATA_DIR に別のフォルダを指定してください。', en: 'The folder {folder} is not a database that Sekimori made: move it away, or set DATA_DIR to another folder.' },
  'database.no_way_to_run': { ja: 'ここでは、ユーザー {uid} として {folder} の PostgreSQL を動かせません。このフォルダを所有する普通のユーザーで起動するか、DATABASE_URL を指定してください。', en: 'PostgreSQL cannot run here as the user {uid} in {folder}: start as an ordinary user who owns that folder, or set DATABASE_URL.' },
  'database.other_version': { ja: 'フォルダ {folder} のデータベースは PostgreSQL {made} のもので、ここにあるのは {have} です。PostgreSQL {made} をインストールするか、作成した版の Sekimori でバックアップを取ってから復元してください。', en: 'The database in {folder} was made by PostgreSQL {made}, and here is {have}: install PostgreSQL {made}, or back up with the Sekimori that made it and restore here.' },
  'database.not_found': { ja: 'PostgreSQL が見つかりません。npm ci をやり直すか、PostgreSQL 15 以降をインストールするか、DATABASE_URL を指定してください。', en: 'No PostgreSQL was found: run npm ci again, install PostgreSQL 15 or later, or set DATABASE_URL.' },
  'database.unreachable': { ja: 'データベースに接続できません（{reason}）。DATABASE_URL の値と、データベースが動いていることを確かめてください。', en: 'The database cannot be reached ({reason}): check the value of DATABASE_URL and that the database is running.' },
  'database.server_too_old': { ja: 'DATABASE_URL のデータベースは PostgreSQL {version} です。15 以降が必要です。', en: 'The database of DATABASE_URL is PostgreSQL {version}: version 15 or later is needed.' },
  'database.not_utf8': { ja: 'DATABASE_URL のデータベースの文字コードは {encoding} です。UTF8 のデータベース（create database … encoding \'UTF8\' template template0）を指定してください。', en: 'The database of DATABASE_URL is encoded in {encoding}: let it name one in UTF8 (create database … encoding \'UTF8\' template template0).' },
  'database.start_failed': { ja: 'フォルダ {folder} のデータベースを起動できませんでした（{reason}）。この理由を取り除いてから、もう一度始めてください。', en: 'The database in {folder} did not start ({reason}): remove the cause and start again.' },
} as const satisfies Record<DatabaseRefusal['code'], Bilingual>

// prettier-ignore
export const notices = {
  given: { ja: 'DATABASE_URL のデータベース（PostgreSQL {version}）を使います。', en: 'Using the database of DATABASE_URL (PostgreSQL {version}).' },
  package: { ja: 'npm パッケージの PostgreSQL {version} を {folder} で使います。', en: 'Using PostgreSQL {version} of the npm package, in {folder}.' },
  installed: { ja: 'インストール済みの PostgreSQL {version}（{bin}）を {folder} で使います。', en: 'Using the installed PostgreSQL {version} ({bin}), in {folder}.' },
  making: { ja: 'データベースを {folder} に作成しています。', en: 'Making the database in {folder}.' },
  joined: { ja: '{folder} で既に動いているデータベースに加わりました。', en: 'Joined the database that already runs in {folder}.' },
  waiting: { ja: '{folder} のデータベースの準備を待っています。', en: 'Waiting for the database in {folder} to be ready.' },
  lost: { ja: '{folder} のデータベースが止まりました（{reason}）。起動し直します。', en: 'The database in {folder} has stopped ({reason}): starting it again.' },
} as const satisfies Record<string, Bilingual>

/** The one sentence that tells a person why there is no database, and what to do. */
export const databaseSentence = (refusal: DatabaseRefusal): Bilingual =>
  fill(refusals[refusal.code], Object.fromEntries(Object.entries(refusal).filter(([name]) => name !== 'code')))
