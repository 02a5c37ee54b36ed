/**
 * A process of its own that plays browsers, so that what the server spends is not mixed with what asking costs. Told what to do
 * by messages of its parent; answers each with one.
 */
import { Agent, request } from 'node:http'

export type Person = { readonly username: string; readonly password: string }

export type Order =
  /** Opens the sign-in page for each, so that everybody holds a form. */
  | { readonly do: 'arrive'; readonly port: number; readonly people: readonly Person[] }
  /** Everybody who has arrived sends the form, so many at once. */
  | { readonly do: 'sign-in'; readonly atOnce: number }
  /** Looks at pages in turn until told to stop. */
  | { readonly do: 'look'; readonly port: number; readonly pages: Readonly<Record<string, string | null>> }
  | { readonly do: 'stop-looking' }

export type Seen = { readonly name: string; readonly status: number; readonly ms: number }
export type Report = {
  readonly seen: readonly Seen[]
  readonly cookies: readonly string[]
  readonly retryAfter: number
}

type Page = { readonly status: number; readonly body: string; readonly cookies: string; readonly retryAfter: boolean }
type Form = Person & { readonly csrf: string; readonly cookies: string }

const host = 'localhost:8080'
const agent = new Agent({ keepAlive: true }) // as browsers do
let port = 0
let forms: readonly Form[] = []
let looking = false

const ask = (path: string, cookies: string, body: string | null = null): Promise<Page> =>
  new Promise((resolve, reject) => {
    const posted = { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${host}` }
    const headers = { host, ...(cookies === '' ? {} : { cookie: cookies }), ...(body === null ? {} : posted) }
    const method = body === null ? 'GET' : 'POST'
    const asked = request({ host: '127.0.0.1', port, method, path, headers, agent }, answer => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          body: Buffer.concat(pieces).toString('utf8'),
          cookies: (answer.headers['set-cookie'] ?? []).map(line => line.split(';')[0] ?? '').join('; '),
          retryAfter: answer.headers['retry-after'] !== undefined,
        }),
      )
    })
    asked.on('error', reject)
    asked.end(body ?? undefined)
  })

const arrive = async (people: readonly Person[]): Promise<Report> => {
  const page = await ask('/sign-in', '')
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  forms = people.map(person => ({ ...person, csrf, cookies: page.cookies }))
  return { seen: [], cookies: [], retryAfter: 0 }
}

const signIn = async (atOnce: number): Promise<Report> => {
  const waiting = [...forms]
  const seen: Seen[] = []
  const cookies: string[] = []
  let retryAfter = 0
  const one = async (): Promise<void> => {
    for (let form = waiting.shift(); form !== undefined; form = waiting.shift()) {
      const { username, password, csrf } = form
      const began = performance.now()
      const page = await ask('/sign-in', form.cookies, new URLSearchParams({ csrf, username, password }).toString())
      seen.push({ name: 'sign-in', status: page.status, ms: performance.now() - began })
      if (page.retryAfter) retryAfter += 1
      if (page.status === 303) cookies.push(page.cookies)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return { seen, cookies, retryAfter }
}

const look = async (pages: Readonly<Record<string, string | null>>): Promise<Report> => {
  const seen: Seen[] = []
  looking = true
  while (looking)
    for (const [path, cookies] of Object.entries(pages)) {
      const began = performance.now()
      const page = await ask(path, cookies ?? '')
      seen.push({ name: path, status: page.status, ms: performance.now() - began })
    }
  return { seen, cookies: [], retryAfter: 0 }
}

const obey = async (order: Order): Promise<Report | null> => {
  if (order.do === 'stop-looking') {
    looking = false
    return null
  }
  if (order.do === 'sign-in') return signIn(order.atOnce)
  port = order.port
  return order.do === 'arrive' ? arrive(order.people) : look(order.pages)
}

process.on('message', (order: Order) => {
  void obey(order).then(report => report !== null && process.send?.(report))
})
