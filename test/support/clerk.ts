/** What a clerk of the registry does with a file, page by page, and what the pages then say. */
import type { FeedSource } from '../../demo/feeds/sources.ts'
import type { Answer, Client } from './client.ts'
import { formOn } from './forms.ts'
import type { World } from './world.ts'

export type Clerk = {
  /** Uploads a file and looks at its rehearsal; a refused file shows the form again. */
  readonly upload: (source: FeedSource, file: Uint8Array) => Promise<Answer>
  /** Presses the button of this name on the import shown, waits for the work, and looks again. */
  readonly press: (verb: string, fields?: Readonly<Record<string, string>>) => Promise<Answer>
  readonly look: () => Promise<Answer>
  /** Whether the import has such a button now. */
  readonly can: (verb: string) => boolean
}

export const clerkOf = (here: Pick<World, 'settled'>, client: Client): Clerk => {
  let address = ''
  const look = (): Promise<Answer> => client.get(address)
  return {
    look,
    upload: async (source, file) => {
      await client.get('/imports')
      const answer = await client.submit('/imports', { source, file })
      if (answer.status !== 200) return answer
      address = answer.url
      await here.settled()
      return look()
    },
    press: async (verb, fields = {}) => {
      await client.submit(new RegExp(`/${verb}$`), fields)
      await here.settled()
      return look()
    },
    can: verb => formOn(client.page().text, new RegExp(`^/imports/[^/]+/${verb}$`)) !== null,
  }
}

/** How many rows the rehearsal counts for each verdict. */
export const countsOn = ({ text }: Answer): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...text.matchAll(/rows\?verdict=(\w+)"[^]*?<\/a>/g)].flatMap(([link, verdict = '']) => {
      const count = /(\d[\d,]*)/.exec(link.replace(/^[^>]*>/, '').replace(/<[^>]*>/g, ' '))?.[1]
      return count === undefined ? [] : [[verdict, Number(count.replaceAll(',', ''))]]
    }),
  )
