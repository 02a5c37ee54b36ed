/** What the desk of accounts does page by page: printing notices, handing out a key; and what a person does with the paper. */
import assert from 'node:assert/strict'
import { mainOf, type Answer, type Client } from './client.ts'
import { pagesOfPdf } from './pdf.ts'
import type { World } from './world.ts'

export type Paper = { readonly username: string; readonly key: string; readonly text: string }

/** Counts and prints a batch; each notice as the paper says it. */
export const printNotices = async (
  operator: Client,
  population: Readonly<Record<string, string>>,
): Promise<readonly Paper[]> => {
  await operator.get('/batches')
  await operator.submit('/batches', population)
  return papersOf(await operator.submit('/batches/print'))
}

const keyShape = /^[34679ACDEFGHJKMNPQRTWXY]{4} [34679ACDEFGHJKMNPQRTWXY]{4}$/m
const nameShape = /^(?:a0\d{6}|[a-z]+\d{3}[a-z]+)$/m

export const papersOf = (answer: Answer): readonly Paper[] => {
  assert.equal(answer.type, 'application/pdf', mainOf(answer))
  return pagesOfPdf(answer.bytes).map(text => ({
    text,
    username: nameShape.exec(text)?.[0] ?? '',
    key: keyShape.exec(text)?.[0] ?? '',
  }))
}

/** The person types what is on the paper and a new password twice; answers with the page that follows. */
export const activate = async (
  here: Pick<World, 'stranger'>,
  { username, key }: Pick<Paper, 'username' | 'key'>,
  password: string,
): Promise<{ readonly client: Client; readonly answer: Answer }> => {
  const client = here.stranger()
  await client.get('/activate')
  return { client, answer: await client.submit('/activate', { username, key, password, repeat: password }) }
}

/** A fresh browser at the sign-in page. */
export const signIn = async (
  here: Pick<World, 'stranger'>,
  username: string,
  password: string,
): Promise<{ readonly client: Client; readonly answer: Answer }> => {
  const client = here.stranger()
  await client.get('/sign-in')
  return { client, answer: await client.submit('/sign-in', { username, password }) }
}
