/** ○ What a person's password must not be made of: their own names and account names. */
import type { Account } from '../../accounts/index.ts'
import type { Person } from '../../registry/index.ts'

export const ownWordsOf = (
  account: Pick<Account, 'username' | 'mail'>,
  person: Pick<Person, 'names' | 'number'> | null,
): readonly string[] =>
  [
    account.username,
    account.mail?.split('@')[0] ?? null,
    person?.number ?? null,
    ...(person?.names ?? [])
      .flatMap(name => [name.family, name.given])
      .flatMap(forms => (forms === null ? [] : [forms.kanji, forms.kana, forms.roman])),
  ].filter((word): word is string => word !== null && word !== '')
