/** Identifiers that the compiler tells apart, though each is a string at run time. */

declare const brand: unique symbol
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

export type PersonId = Branded<string, 'PersonId'>
export type AccountId = Branded<string, 'AccountId'>
export type SessionId = Branded<string, 'SessionId'>

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isUuid = (text: string): boolean => uuidShape.test(text)

export const asPersonId = (uuid: string): PersonId => uuid as PersonId
export const asAccountId = (uuid: string): AccountId => uuid as AccountId
export const asSessionId = (text: string): SessionId => text as SessionId
