/** ○ What was approved for one recipient: which attributes, for what, whether the person is asked. Deny by default. */
import { createHash } from 'node:crypto'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/day.ts'
import type { AttributeName, AttributeValues } from './attribute.ts'

/** duty: shown, not asked; once: asked the first time and whenever it changes; each: asked at every sign-in. */
export const consentModes = ['duty', 'once', 'each'] as const
export type ConsentMode = (typeof consentModes)[number]

export type Agreement = {
  /** `oidc:CLIENT_ID`, later `saml:ENTITY_ID`. */
  readonly recipient: string
  readonly name: Bilingual
  readonly attributes: readonly AttributeName[]
  readonly purpose: Bilingual
  readonly privacyUrl: string | null
  readonly mode: ConsentMode
  /** First day it no longer holds; null: until it is ended. */
  readonly until: Day | null
}

/** What leaves: the values that are both agreed and asked for. */
export const filterAttributes = (
  values: AttributeValues,
  agreement: Pick<Agreement, 'attributes' | 'until'>,
  asked: readonly AttributeName[],
  today: Day,
): AttributeValues => {
  if (agreement.until !== null && agreement.until <= today) return new Map()
  return new Map([...values].filter(([name]) => agreement.attributes.includes(name) && asked.includes(name)))
}

/** Names what a person says yes to: the attributes, the purpose and the privacy page. Any change asks again. */
export const consentContent = (
  agreement: Pick<Agreement, 'purpose' | 'privacyUrl'>,
  attributes: readonly AttributeName[],
): string =>
  createHash('sha256')
    .update(JSON.stringify([[...attributes].sort(), agreement.purpose.ja, agreement.purpose.en, agreement.privacyUrl]))
    .digest('base64url')

export type GivenConsent = { readonly content: string; readonly givenAt: Date }

/** Whether the person must be asked before this is told. */
export const mustAsk = (mode: ConsentMode, content: string, given: GivenConsent | null, since: Date): boolean => {
  switch (mode) {
    case 'duty':
      return false
    case 'once':
      return given === null || given.content !== content
    case 'each':
      return given === null || given.content !== content || given.givenAt < since
  }
}
