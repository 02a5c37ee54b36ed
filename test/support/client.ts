/** A browser without scripts: keeps cookies per origin, follows redirects, and sends a form as it stands on the page. */
import { controlsOf, formOn, formsOn, plain } from './forms.ts'

export type Answer = {
  readonly status: number
  readonly url: string
  readonly text: string
  readonly location: string | null
  readonly type: string
  readonly bytes: Uint8Array
}

export type Client = {
  readonly get: (path: string) => Promise<Answer>
  /** Posts the hidden fields of the form that the last page (or `from`) shows with this action, and these. */
  readonly post: (action: string, fields: Readonly<Record<string, string>>, from?: string) => Promise<Answer>
  /**
   * Fills the form of the last page that leads there and sends it, with everything that stands in it.
   *
   * Throws where the page has no such form, or the form no such field: a person could not do it either.
   */
  readonly submit: (action: string | RegExp, fields?: Readonly<Record<string, string | Uint8Array>>) => Promise<Answer>
  /** Follows the first link of the last page whose address is like this. */
  readonly follow: (href: RegExp) => Promise<Answer>
  /** The page seen last. */
  readonly page: () => Answer
}

export const clientOf = (baseUrl: string): Client => {
  const send = sender(baseUrl)
  let shown: Answer | null = null
  const page = (): Answer => {
    if (shown === null) throw new Error('no page was opened yet')
    return shown
  }
  const get = async (path: string): Promise<Answer> => (shown = await send(new URL(path, baseUrl).href))
  const sendForm = async (url: string, body: FormData | URLSearchParams): Promise<Answer> =>
    (shown = await send(url, { method: 'POST', body }))
  return {
    get,
    page,
    post: async (action, fields, from) => {
      const on = from === undefined ? shown : await get(from)
      const form = formOn(on?.text ?? '', action) ?? /<form[^]*?<\/form>/.exec(on?.text ?? '')?.[0] ?? ''
      const body = new URLSearchParams({ ...controlsOf(form).hidden, ...fields })
      return sendForm(new URL(action, on?.url ?? baseUrl).href, body)
    },
    submit: async (action, fields = {}) => {
      const forms = formsOn(page().text, action)
      const form = forms.find(each => Object.keys(fields).every(name => controlsOf(each).names.has(name)))
      if (form === undefined) throw new Error(noSuchForm(page(), forms, [String(action), ...Object.keys(fields)]))
      const { all } = controlsOf(form)
      const url = new URL(plain(/action="([^"]*)"/.exec(form)?.[1] ?? ''), page().url)
      const untouched = all.filter(([name]) => !Object.hasOwn(fields, name))
      const filled = [...untouched, ...Object.entries(fields)]
      if (!/<form[^>]*method="post"/i.test(form)) {
        for (const [name, value] of filled) url.searchParams.append(name, String(value))
        return get(url.href)
      }
      if (!/<form[^>]*multipart/.test(form))
        return sendForm(url.href, new URLSearchParams(filled.map(([name, value]) => [name, String(value)])))
      const body = new FormData()
      for (const [name, value] of filled)
        if (typeof value === 'string') body.append(name, value)
        else body.append(name, new Blob([Uint8Array.from(value)]), 'file.csv')
      return sendForm(url.href, body)
    },
    follow: async href => {
      const link = [...page().text.matchAll(/<a[^>]*href="([^"]*)"/g)]
        .map(([, to = '']) => plain(to))
        .find(to => href.test(to))
      if (link === undefined) throw new Error(`${page().url} has no link like ${String(href)}: ${mainOf(page())}`)
      return get(new URL(link, page().url).href)
    },
  }
}

const noSuchForm = (page: Answer, forms: readonly string[], asked: readonly string[]): string => {
  const found = forms.map(form => [...controlsOf(form).names].join(' ')).join(' | ')
  return `${page.url} has no form for ${asked.join(' ')}; it has: ${found}; it says: ${mainOf(page)}`
}

/** What the page says, for the message of a test that failed. */
export const mainOf = ({ text }: Pick<Answer, 'text'>): string =>
  plain(
    (/<main[^]*<\/main>/.exec(text)?.[0] ?? text)
      .replace(/<(?:style|script)[^]*?<\/(?:style|script)>/g, '')
      .replace(/<[^>]*>/g, ' '),
  )
    .replace(/\s+/g, ' ')
    .slice(0, 2000)

const sender = (baseUrl: string) => {
  const jars = new Map<string, Map<string, string>>()
  let last = baseUrl
  const send = async (address: string, init: RequestInit = {}, hops = 0): Promise<Answer> => {
    const url = new URL(address, last)
    const jar = jars.get(url.origin) ?? new Map<string, string>()
    jars.set(url.origin, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '' || set.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    last = url.href
    const refresh = /^0; url=(.+)$/.exec(response.headers.get('refresh') ?? '')?.[1] ?? null
    const location = response.headers.get('location') ?? refresh
    const leadsOn = refresh !== null || (response.status >= 300 && response.status < 400)
    if (location !== null && leadsOn && hops < 20) return send(new URL(location, url).href, {}, hops + 1)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const type = response.headers.get('content-type') ?? ''
    return { status: response.status, url: url.href, text: new TextDecoder().decode(bytes), location, type, bytes }
  }
  return send
}
