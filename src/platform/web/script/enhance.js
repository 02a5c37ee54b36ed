/**
 * What makes pages a little quicker where a browser runs scripts; every page works without it.
 * Copy buttons, shown passwords, `/` for the search box, j and k in lists, live progress, the first error in focus.
 */

/** @type {(selector: string, root?: ParentNode) => HTMLElement[]} */
const all = (selector, root = document) =>
  [...root.querySelectorAll(selector)].filter(node => node instanceof HTMLElement)

/** Copies an identifier and says so for two seconds. @param {HTMLElement} button */
const copyFrom = button => {
  button.hidden = false
  button.setAttribute('aria-live', 'polite')
  const words = [...button.childNodes]
  const copy = async () => {
    await navigator.clipboard.writeText(button.dataset['copy'] ?? '')
    button.replaceChildren(button.dataset['copied'] ?? '')
    setTimeout(() => button.replaceChildren(...words), 2000)
  }
  button.addEventListener('click', () => void copy())
}

/** Shows what is typed into a password box, and hides it again before it is sent. @param {HTMLElement} button */
const reveal = button => {
  const input = document.getElementById(button.dataset['reveal'] ?? '')
  if (!(input instanceof HTMLInputElement)) return
  const show = button.textContent ?? ''
  /** @param {boolean} shown */
  const set = shown => {
    input.type = shown ? 'text' : 'password'
    button.setAttribute('aria-pressed', String(shown))
    button.textContent = shown ? (button.dataset['hide'] ?? '') : show
  }
  button.hidden = false
  button.addEventListener('click', () => set(input.type === 'password'))
  input.form?.addEventListener('submit', () => set(false))
}

/** Reads a progress bar again every two seconds, until the server sends one that has ended. @param {HTMLElement} bar */
const keepFresh = async bar => {
  for (let at = bar; at.dataset['refresh'] !== undefined;) {
    await new Promise(resolve => setTimeout(resolve, 2000))
    if (document.hidden) continue
    const answer = await fetch(at.dataset['refresh'], { headers: { accept: 'text/html' } }).catch(() => null)
    if (answer === null || !answer.ok) continue
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.progress')
    if (!(fresh instanceof HTMLElement)) return
    at.replaceWith(fresh)
    at = fresh
    if (fresh.dataset['refresh'] === undefined && isUntouched()) location.reload()
  }
}

/** Whether nothing has been typed that a new page would lose. */
const isUntouched = () =>
  [...document.querySelectorAll('input, textarea')].every(
    box =>
      !(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) ||
      (box.value === box.defaultValue && (!('checked' in box) || box.checked === box.defaultChecked)),
  )

/** Whether a key is meant for what is being typed into. @param {EventTarget | null} target */
const isTyping = target =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, select, textarea'))

/** The link of the next or previous row of the list. @param {1 | -1} direction */
const moveInList = direction => {
  const links = all('.leads th a')
  const at = links.findIndex(link => link === document.activeElement)
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + direction))]?.focus()
}

/** @type {Readonly<Record<string, () => void>>} */
const keys = {
  '/': () => all('#search, [role=search] input:not([type=hidden])')[0]?.focus(),
  j: () => moveInList(1),
  k: () => moveInList(-1),
}

/** Turns the keys off and on again; the browser remembers. @param {HTMLElement} button */
const switchKeys = button => {
  const labels = [button.textContent ?? '', button.dataset['shortcuts'] ?? '']
  const show = () => (button.textContent = labels[areKeysOff() ? 1 : 0] ?? '')
  button.hidden = false
  button.addEventListener('click', () => {
    localStorage.setItem('shortcuts', areKeysOff() ? 'on' : 'off')
    show()
  })
  show()
}

const areKeysOff = () => localStorage.getItem('shortcuts') === 'off'

document.addEventListener('keydown', event => {
  if (areKeysOff() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
  if (act === undefined) return
  event.preventDefault()
  act()
})

for (const button of all('[data-copy]')) copyFrom(button)
for (const button of all('[data-reveal]')) reveal(button)
for (const button of all('[data-shortcuts]')) switchKeys(button)
for (const bar of all('[data-refresh]')) void keepFresh(bar)
all('[data-focus]')[0]?.focus()
all('.main-menu [aria-current]')[0]?.scrollIntoView({ block: 'nearest', inline: 'center' })
for (const form of all('form[data-onward]')) if (form instanceof HTMLFormElement) form.submit()
