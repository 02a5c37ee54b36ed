/**
 * An expected "no" is a value, not an exception: whoever asks must look at the answer.
 * Bugs and outages are thrown.
 */

/** A refusal names itself by a code `noun.reason` and carries what a person needs to act on it. */
export type Refusal = { readonly code: string }

export type Accepted<Value> = { readonly ok: true; readonly value: Value }
export type Refused<R extends Refusal> = { readonly ok: false; readonly refusal: R }
export type Result<Value, R extends Refusal = Refusal> = Accepted<Value> | Refused<R>

export const accept = <Value>(value: Value): Accepted<Value> => ({ ok: true, value })

export const refuse = <const R extends Refusal>(refusal: R): Refused<R> => ({ ok: false, refusal })
