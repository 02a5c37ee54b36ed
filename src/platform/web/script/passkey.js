/**
 * Passkeys: asks the browser for one and posts what it answers. The server has written the whole question into the form, and checks all
 * of the answer again.
 */

/** @type {(form: HTMLFormElement, what: string, shown: boolean) => void} */
const showPart = (form, what, shown) => {
  const part = form.querySelector(`[data-passkey-${what}]`)
  if (part instanceof HTMLElement) part.hidden = !shown
}

const knowsPasskeys = () =>
  'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential && isSecureContext

/** What the browser is offering in the box for the user name; a press of a button ends it. @type {AbortController | null} */
let offering = null

/**
 * What the server asks.
 *
 * @typedef {PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON} Question
 * @type {(form: HTMLFormElement) => Question}
 */
const questionOf = form => {
  const question = form.querySelector('[data-passkey-question]')
  return /** @type {Question} */ (JSON.parse(question instanceof HTMLInputElement ? question.value : '{}'))
}

/** @type {(form: HTMLFormElement, mediation: CredentialMediationRequirement) => Promise<Credential | null>} */
const askFor = (form, mediation) => {
  offering?.abort()
  offering = new AbortController()
  const { signal } = offering
  const options = questionOf(form)
  return 'user' in options
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal })
    : navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        mediation,
        signal,
      })
}

/** @type {(form: HTMLFormElement, mediation: CredentialMediationRequirement) => Promise<void>} */
const answerWith = async (form, mediation) => {
  const credential = await askFor(form, mediation)
  const response = form.elements.namedItem('response')
  if (!(credential instanceof PublicKeyCredential) || !(response instanceof HTMLInputElement)) return
  response.value = JSON.stringify(credential.toJSON())
  form.submit()
}

/** Shows the button, and lets the box for the user name offer what the browser keeps. @param {HTMLFormElement} form */
const offerPasskey = async form => {
  showPart(form, 'missing', false)
  showPart(form, 'go', true)
  form.addEventListener('submit', event => {
    event.preventDefault()
    for (const part of ['cancelled', 'already']) showPart(form, part, false)
    answerWith(form, 'optional').catch((/** @type {unknown} */ error) => {
      showPart(form, error instanceof Error && error.name === 'InvalidStateError' ? 'already' : 'cancelled', true)
    })
  })
  const inBox = form.dataset['passkeyInBox'] !== undefined
  if (inBox && (await PublicKeyCredential.isConditionalMediationAvailable()) && offering === null)
    await answerWith(form, 'conditional').catch(() => undefined)
}

/** Tells the browser which passkeys still count, so that it forgets those that were removed. @param {HTMLElement} list */
const tellKept = async list => {
  if (!('signalAllAcceptedCredentials' in PublicKeyCredential)) return
  const kept = /** @type {AllAcceptedCredentialsOptions} */ (JSON.parse(list.dataset['passkeysKept'] ?? '{}'))
  await PublicKeyCredential.signalAllAcceptedCredentials(kept)
}

if (knowsPasskeys()) {
  for (const form of all('form[data-passkey]')) if (form instanceof HTMLFormElement) void offerPasskey(form)
  for (const list of all('[data-passkeys-kept]')) void tellKept(list).catch(() => undefined)
}
