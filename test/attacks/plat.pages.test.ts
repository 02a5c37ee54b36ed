/** Pages of the whole sample university, through the eyes of those who would see, change or leave behind more than they may. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { routes } from '../../src/app/routes.ts'
import { staffRoles, type StaffRole } from '../../src/platform/actor.ts'
import type { Route } from '../../src/platform/http/route.ts'
import { website, type Browser, type Page } from '../support/web.ts'
import { world as openWorld, type Inhabitant } from '../support/world.ts'

const world = await openWorld()
const site = await website(world.system)
const people = await world.people()
after(() => site.end())

const signedIn = async (someone: Inhabitant | undefined): Promise<Browser> => {
  const account = someone?.usernames.find(({ state }) => state === 'active')
  const browser = site.browser()
  const page = await browser.signIn(account?.username ?? '', someone?.password ?? '')
  assert.equal(page.status, 303, someone?.name.ja)
  return browser
}
const named = (name: string): Promise<Browser> => signedIn(people.find(each => each.name.ja === name))
const officer = (role: string, which = 0): Promise<Browser> =>
  signedIn(people.filter(each => each.role === role)[which])

const pages = routes.filter(({ method, path }) => method === 'GET' && !path.includes(':')).map(({ path }) => path)

test('plat.cache-of-private-pages', async () => {
  for (const browser of [await named('夏川 二年'), ...(await Promise.all(staffRoles.map(role => officer(role))))]) {
    for (const path of pages) {
      const { status, headers } = await browser.get(path)
      assert.equal(headers['cache-control'], 'no-store', `${path} ${status}`)
      assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, path)
    }
    await browser.get('/sign-out')
    assert.equal((await browser.post('/sign-out', {})).status, 303)
    for (const path of pages.filter(each => each.startsWith('/my/')))
      assert.match((await browser.get(path)).location ?? '', /^\/sign-in/, `${path} after signing out`)
  }
})

test('acc.clickjacking', async () => {
  const member = await named('夏川 二年')
  for (const path of [...pages, '/no-such-page', '/oidc/authorize', '/oidc/end_session', '/api/openapi.json']) {
    const { headers, status } = await member.get(path)
    if (!String(headers['content-type']).startsWith('text/html')) continue
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, `${path} ${status}`)
    assert.equal(headers['x-frame-options'], 'DENY', path)
  }
})

/** What could mean something to a query, a shell, a path or a page. */
const queries = ["'", "' or '1'='1", "'; drop table registry.person; --", '1) or (1=1', 'name desc, (select 1)', '%', '_', '\\', '${7*7}', '../../etc/passwd', '\u0000', '-1', '99999999999999999999', 'NaN', '__proto__', '<script>alert(1)</script>', 'x'.repeat(5000)] // prettier-ignore
const filters = ['q', 'sort', 'direction', 'order', 'view', 'show', 'state', 'kind', 'status', 'unit', 'act', 'outcome', 'person', 'actor', 'from', 'until', 'before', 'after', 'page', 'limit', 'verdict', 'effect', 'step', 'who', 'about', 'code', 'like', 'id', 'lang', 'again', 'next', '__proto__', 'constructor'] // prettier-ignore

test('plat.sql-by-sort-and-filter', async () => {
  const rowsBefore = await count()
  for (const role of staffRoles) {
    const browser = await officer(role)
    const theirs = routes.filter(
      ({ method, who, path }) => method === 'GET' && !path.includes(':') && welcomes(who, role),
    )
    for (const { path } of theirs)
      for (const value of queries) {
        const query = new URLSearchParams(filters.map(name => [name, value])).toString().slice(0, 12_000)
        const page = await browser.get(`${path}?${query}`)
        assert.ok(page.status < 500, `${role} ${path} ${value}: ${page.status}`)
        assert.equal(page.body.includes('<script>alert(1)'), false, path)
        assert.doesNotMatch(page.body, /syntax error|pg_|SQLSTATE|relation "/i, path)
      }
  }
  assert.equal(await count(), rowsBefore, 'looking changed nothing')
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
})

/** Public pages are tried by the first role alone. */
const welcomes = (who: Route['who'], role: StaffRole): boolean =>
  typeof who === 'string' ? role === staffRoles[0] : who.includes(role)

const count = async (): Promise<string> =>
  JSON.stringify(
    await world.system.database.read.query({
      text: 'select (select count(*) from registry.person) as persons, (select count(*) from accounts.account) as accounts',
      values: [],
    }),
  )

/** The identifiers and secrets that a browser holds, and what pages say of a person. */
const linksIn = ({ body, location }: Page): readonly string[] => [
  ...[...body.matchAll(/\b(?:href|action|src)="([^"]*)"/g)].map(([, address = '']) => address),
  ...(location === null ? [] : [location]),
]

test('plat.secret-in-url', async () => {
  const someone = people.find(each => each.name.ja === '夏川 二年')
  const browser = await named('夏川 二年')
  const secrets = [...browser.cookies.values(), someone?.password ?? '', someone?.usernames[0]?.username ?? ''].filter(
    each => each.length > 5,
  )
  const visited = [...pages, '/my/password', '/my/security?lang=en']
  for (const path of visited) {
    const page = await browser.get(path)
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? 'no token'
    for (const link of linksIn(page))
      assert.equal(
        [...secrets, csrf].some(secret => link.includes(secret)),
        false,
        `${path} → ${link}`,
      )
    assert.equal(page.headers['referrer-policy'], 'same-origin', path)
    for (const [form] of page.body.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g))
      if (/type="password"|name="key"|name="code"|name="csrf"/.test(form))
        assert.match(form, /^<form[^>]*method="post"/i, path)
  }
  const typed = await site.browser().get(`/sign-in?username=${secrets.at(-1)}&password=${someone?.password}`)
  assert.equal(typed.body.includes(`value="${someone?.password}"`), false, 'nothing is taken from there')
  assert.equal(world.logged().includes(someone?.password ?? '-'), false)
})

test('acc.staff-impersonation', async () => {
  const account = people.find(each => each.name.ja === '夏川 二年')?.usernames[0]?.username ?? ''
  for (const role of staffRoles) {
    const browser = await officer(role)
    const mine = await browser.get('/my/accounts')
    for (const path of [
      '/impersonate',
      `/impersonate/${account}`,
      `/sign-in?as=${account}`,
      `/my/accounts?as=${account}`,
      `/?user=${account}&sudo=1`,
    ])
      await browser.get(path)
    for (const name of ['as', 'impersonate', 'sudo', 'account', 'username']) browser.cookies.set(name, account)
    const again = await browser.get('/my/accounts', {
      'x-impersonate': account,
      'x-remote-user': account,
      'x-forwarded-user': account,
    })
    const visible = (page: Page) => page.body.replace(/value="[^"]*"/g, '')
    assert.equal(visible(again), visible(mine), role)
    assert.equal(again.body.includes(account), false, role)
  }
  const paths = routes.map(({ path }) => path).filter(path => /imperson|view-as|sudo|become|masquerade/.test(path))
  assert.deepEqual(paths, [], 'no way to be somebody else exists')
  const member = await named('夏川 二年')
  assert.match((await member.get('/my/data')).body, /<main/)
})

test('plat.two-admins-race', async () => {
  const [one, two] = [await officer('rule-keeper', 0), await officer('rule-keeper', 1)]
  const begun = await Promise.all(
    [one, two].map(async browser => {
      await browser.get('/rules')
      return browser.post('/rules/draft', { note: 'both at once' })
    }),
  )
  assert.deepEqual(
    begun.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 409],
    'one version is begun',
  )
  const shown = await Promise.all([one, two].map(browser => browser.get('/rules/draft/status')))
  const revision = /name="revision" value="([^"]+)"/.exec(shown[0]?.body ?? '')?.[1] ?? ''
  assert.notEqual(revision, '')
  const status = {
    revision,
    code: 'visitor-x',
    nameJa: '来訪者',
    nameEn: 'Visitor',
    basisJa: '規程',
    basisEn: 'Rules',
    group: 'guest',
    order: '900',
    leadDays: '0',
    graceDays: '0',
    provisionalDays: '0',
    maxMonths: '',
  }
  const saved = [
    await one.post('/rules/draft/status', status),
    await two.post('/rules/draft/status', { ...status, nameEn: 'Another' }),
  ]
  assert.equal(saved[0]?.status, 303, saved[0]?.body.slice(0, 3000))
  assert.notEqual(saved[1]?.status, 303, 'the second had not seen the first’s change')
  assert.match((await one.get('/rules/draft')).body, /Visitor|来訪者/)
  assert.doesNotMatch((await one.get('/rules/draft?lang=en')).body, /Another/)
})
