/** What a start says about a setting that is missing or wrong. Passwords never appear in it. */
import type { Bilingual } from '../../kernel/bilingual.ts'

// prettier-ignore
export const words = {
  missing: {
    BASE_URL: { ja: 'BASE_URL が設定されていません。利用者のブラウザから見えるアドレス（例 https://id.example.ac.jp）を設定してください。', en: 'BASE_URL is not set: set it to the address that people’s browsers see, such as https://id.example.ac.jp.' },
    MASTER_KEY_FILE: { ja: 'MASTER_KEY_FILE が設定されていません。秘密を守る鍵のファイルを (umask 077; head -c 32 /dev/urandom > ファイル名) で作り、その場所を設定してください。', en: 'MASTER_KEY_FILE is not set: make the master key with (umask 077; head -c 32 /dev/urandom > FILE) and set the path of that file.' },
    MAIL_URL: { ja: 'MAIL_URL が設定されていません。メールサーバのアドレス（例 smtp://user:password@mail.example.ac.jp:587）を設定してください。', en: 'MAIL_URL is not set: set it to the mail server, such as smtp://user:password@mail.example.ac.jp:587.' },
  },
  wrong: {
    port: { ja: '{name} の値 {value} はポート番号ではありません。1 から 65535 までの数にしてください。', en: '{name} is {value}, which is not a port: set it to a number from 1 to 65535.' },
    samePort: { ja: 'TLS_PORT と PORT が同じです。別の番号にしてください。', en: 'TLS_PORT and PORT are the same: set them to different numbers.' },
    origin: { ja: 'BASE_URL の値 {value} は使えません。https:// とホスト名だけ（例 https://id.example.ac.jp）にしてください。', en: 'BASE_URL is {value}, which cannot be used: set it to scheme and host alone, such as https://id.example.ac.jp.' },
    insecure: { ja: 'BASE_URL の値 {value} は暗号化されていません。https:// で始まるアドレスにしてください。', en: 'BASE_URL is {value}, which is not encrypted: set it to an address that begins with https://.' },
    databaseUrl: { ja: 'DATABASE_URL が PostgreSQL のアドレスではありません。postgresql://user:password@host:5432/database の形にしてください。', en: 'DATABASE_URL is not an address of PostgreSQL: write it as postgresql://user:password@host:5432/database.' },
    mailUrl: { ja: 'MAIL_URL がメールサーバのアドレスではありません。smtp://user:password@host:587 または smtps://… の形にしてください。', en: 'MAIL_URL is not an address of a mail server: write it as smtp://user:password@host:587 or smtps://….' },
    networks: { ja: 'TRUSTED_PROXIES の {value} はアドレスでもネットワークでもありません。10.0.0.5 や 10.0.0.0/24 をコンマで区切って書いてください。', en: 'TRUSTED_PROXIES holds {value}, which is neither an address nor a network: write 10.0.0.5 or 10.0.0.0/24, separated by commas.' },
    token: { ja: 'METRICS_TOKEN が短すぎるか、使えない文字を含みます。空白のない ASCII 文字 20 字以上にしてください。', en: 'METRICS_TOKEN is too short or holds a character that cannot be sent: use 20 or more ASCII characters without spaces.' },
  },
} as const satisfies { missing: Record<string, Bilingual>; wrong: Record<string, Bilingual> }
