/**
 * The frame of every page: who we are, where one is, what one may do, who one is, and where help is.
 * Pure: whatever it shows is handed in. Source of the order: look.md, "Anatomy of a page".
 */
import { say, type Bilingual, type Language } from '../../kernel/bilingual.ts'
import { attributes, has, html, perLanguage, raw, render, type Content, type Html } from './html.ts'
import { badge, type Tone } from './state.ts'
import { figure, words } from './text.ts'

export type NavigationItem = {
  readonly href: string
  readonly label: Bilingual
  readonly current: boolean
  /** How much waits there; nothing is shown for none. */
  readonly count?: number
}

/** A form posted by one button; `csrf` is the hidden input made by the HTTP layer. */
export type Post = { readonly action: string; readonly csrf: Content }

export type Who = { readonly name: Content; readonly role: Bilingual | null; readonly signOut: Post }

/** What one request shows on each of its pages; the HTTP layer makes it once. */
export type Frame = {
  readonly language: Language
  readonly institution: Bilingual
  /** Path and query of this page: the language switch keeps them. */
  readonly address: string
  /** Addresses of the stylesheet and the script, with their content hash. */
  readonly assets: { readonly style: string; readonly script: string }
  readonly who: Who | null
  readonly navigation: readonly NavigationItem[]
  /** The officers' search box; null for everyone else. */
  readonly search: { readonly action: string; readonly query: string; readonly csrf: Content } | null
  /** Said once after an act: "saved", "not done, because". */
  readonly flash: { readonly tone: 'done' | 'warning' | 'danger'; readonly message: Content } | null
  /** A strip above everything, such as the demo's moved clock. */
  readonly banner: Html | null
}

export type Page = Frame & {
  readonly title: Bilingual
  readonly body: Content
  /** narrow: forms and public pages; member: my page; officer: the person beside the matter; wide: large tables. */
  readonly shape?: 'narrow' | 'member' | 'officer' | 'wide'
  /** The person's card of the officer's shape; it stays in sight. */
  readonly aside?: Content
  /** From the start to the page above this one. */
  readonly trail?: readonly { readonly href: string; readonly label: Bilingual }[]
  /** The state of the page's subject, beside its heading. */
  readonly state?: { readonly word: Bilingual; readonly tone: Tone }
  /** One sentence under the heading: what the state is. */
  readonly lead?: Content
  /** The heading, where it is more than the title (a name with its kana). Null: the body brings its own h1. */
  readonly heading?: Content
  /** Whether the browser tab says that something is to be corrected. */
  readonly hasErrors?: boolean
}

/** A whole document, from the doctype to the end. */
export const page = (page: Page): string =>
  `<!doctype html>${render(
    html`<html lang="${page.language}">
      ${head(page)}${body(page)}
    </html>`,
    page.language,
  )}`

const head = (page: Page): Html => html`
  <head>
    <meta charset="utf-8" />
    <title>${page.hasErrors === true && words.errorPrefix}${page.title} — Sekimori</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="same-origin" />
    ${icon}
    <link rel="stylesheet" href="${page.assets.style}" />
    <script type="module" src="${page.assets.script}"></script>
  </head>
`

const body = (page: Page): Html => html`
  <body class="${page.shape ?? 'member'}${page.navigation.length > 0 && ' staff'}">
    <a class="skip" href="#main">${words.skip}</a>
    ${page.banner !== null && html`<div class="banner">${page.banner}</div>`} ${header(page)}
    <div class="frame">
      ${trail(page)} ${has(page.aside) && html`<aside aria-label="${words.person}">${page.aside}</aside>`}
      <main id="main" tabindex="-1">${flash(page)} ${heading(page)} ${page.body}</main>
    </div>
    ${footer(page)}
  </body>
`

/** The mark beside the page's title in a browser, in an indigo that is seen on light and dark. */
const icon = raw`<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cpath fill='%234a6fc0' d='M1 4h22v4H1zM4 10h4v12H4zM16 10h4v12h-4z'/%3E%3C/svg%3E" />`

/** Two posts and a lintel: the gate. */
const mark = raw`<svg class="mark" viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false"><path d="M1 5h22v3.5H1zM4.5 10.5H8V22H4.5zM16 10.5h3.5V22H16z" fill="currentColor"/></svg>`

const header = (page: Page): Html => html`
  <header class="top">
    <div class="bar">
      <a class="brand" href="/"
        >${mark}<span>${page.institution}<small>Sekimori</small></span></a
      >
      ${search(page)}
      <div class="self">${languageSwitch(page)} ${who(page.who)}</div>
    </div>
    ${
      page.navigation.length > 0 &&
      html`<nav class="main-menu" aria-label="${words.navigation}">
        <ul>
          ${page.navigation.map(navigationItem)}
        </ul>
      </nav>`
    }
  </header>
`

const navigationItem = ({ href, label, current, count = 0 }: NavigationItem): Html =>
  html`<li>
    <a href="${href}" ${attributes({ 'aria-current': current ? 'page' : null })}
      >${label}${count > 0 && html` <span class="count">${figure(count)}<span class="unseen">${words.waiting}</span></span>`}</a
    >
  </li>`

const search = ({ search }: Page): Content =>
  search !== null &&
  html`
    <form class="search" role="search" method="post" action="/search">
      ${search.csrf} <input type="hidden" name="to" value="${search.action}" />
      <label class="unseen" for="search">${words.search}</label>
      <span class="unseen" id="search-hint">${words.searchHint}</span>
      <span class="box"
        ><input
          id="search"
          name="q"
          type="search"
          value="${search.query}"
          accesskey="s"
          aria-describedby="search-hint"
          autocomplete="off"
          spellcheck="false"
          placeholder="${words.searchHint}"
        />
        <kbd aria-hidden="true">/</kbd></span
      >
      <button class="quiet">${words.searchAction}</button>
    </form>
  `

const languageSwitch = (page: Page): Html => {
  const other: Language = page.language === 'ja' ? 'en' : 'ja'
  return html`<a class="language" href="${withLanguage(page.address, other)}" lang="${other}" hreflang="${other}"
    >${words.otherLanguage}</a
  >`
}

/** The same address with `lang` set: path and query are kept. */
export const withLanguage = (address: string, language: Language): string => {
  const [path = '/', query = ''] = address.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.set('lang', language)
  return `${path}?${parameters.toString()}`
}

const who = (who: Who | null): Content =>
  who !== null &&
  html`
    <div class="who">
      <span class="name">${who.name}${who.role !== null && html`<small>${who.role}</small>`}</span>
      <form method="post" action="${who.signOut.action}">
        ${who.signOut.csrf}<button class="quiet">${words.signOut}</button>
      </form>
    </div>
  `

const trail = ({ trail = [] }: Page): Content =>
  trail.length > 0 &&
  html`
    <nav class="trail" aria-label="${words.trail}">
      <ol>
        ${trail.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)}
      </ol>
    </nav>
  `

const flash = ({ flash }: Page): Content =>
  flash !== null && html`<div class="notice ${flash.tone} flash" role="status">${flash.message}</div>`

const heading = (page: Page): Content =>
  page.heading !== null &&
  html`
    <div class="heading">
      <h1>${page.heading ?? page.title}</h1>
      ${page.state !== undefined && badge(page.state.word, page.state.tone)}
    </div>
    ${has(page.lead) && html`<p class="lead">${page.lead}</p>`}
  `

const footer = (page: Page): Html => html`
  <footer class="bottom">
    <ul>
      <li><a href="/guide">${words.guide}</a></li>
      <li><a href="/contact">${words.contact}</a></li>
      <li><a href="/accessibility">${words.accessibility}</a></li>
      ${page.navigation.length > 0 && shortcutSwitch}
    </ul>
    <p>${perLanguage(language => say(page.institution, language))}</p>
  </footer>
`

/** Keys of one letter must be possible to turn off (WCAG 2.2, 2.1.4); the browser remembers it. */
const shortcutSwitch = html`
  <li><button type="button" hidden data-shortcuts="${words.shortcutsOn}">${words.shortcutsOff}</button></li>
`
