/** Walks as far as links lead, one page of each kind, as a curious person would. */
import type { Client } from './client.ts'
import { plain } from './forms.ts'

/** `/accounts/7f3…?state=active` is of the kind `/accounts/:?state`. */
const kindOf = ({ pathname, searchParams }: URL): string =>
  `${pathname.replace(/[0-9a-f-]{36}/g, ':').replace(/\d+/g, ':')}?${[...searchParams.keys()].sort().join(',')}`

/** The paths that were opened, without their questions. */
export const crawl = async (
  client: Client,
  baseUrl: string,
  starts: readonly string[],
): Promise<ReadonlySet<string>> => {
  const waiting = [...starts]
  const seen = new Set<string>()
  const opened = new Set<string>()
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const url = new URL(path, baseUrl)
    if (seen.has(kindOf(url)) || url.pathname === '/sign-out') continue
    seen.add(kindOf(url))
    const page = await client.get(url.href)
    if (page.status === 200) opened.add(new URL(page.url).pathname)
    for (const [, href = ''] of page.text.matchAll(/<a[^>]*href="([^"#]*)"/g)) {
      const link = new URL(plain(href), page.url)
      if (link.origin === new URL(baseUrl).origin && !link.pathname.startsWith('/dev')) waiting.push(link.href)
    }
  }
  return opened
}
