/** What counts as a mail address here: narrower than RFC 5321, so that no reader of it finds a second recipient in it. */
import { domainToASCII } from 'node:url'
import { accept, refuse, type Result } from '../../kernel/result.ts'

export type AddressRefusal = { readonly code: 'mail.address_wrong' }

const longest = 254
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Reads a mail address and gives its canonical form: ASCII local part as typed, domain as lower-cased A-labels.
 *
 * Refused: quotes, comments, groups, lists, angle brackets, control characters, space, full-width letters, address
 * literals, a domain of one label or with a numeric end, and more than 254 characters.
 *
 * @source RFC 5321 §4.1.2 (dot-string only), §4.5.3.1
 */
export const parseAddress = (text: string): Result<string, AddressRefusal> => {
  const parts = text.length > longest ? [] : text.split('@')
  const [local = '', typed = ''] = parts
  if (parts.length !== 2 || local.length > 64 || !localPart.test(local)) return wrong
  if (/[^\p{L}\p{M}\p{N}.-]/u.test(typed) || typed.normalize('NFKC') !== typed) return wrong
  const domain = domainToASCII(typed.toLowerCase())
  const labels = domain.split('.')
  if (labels.length < 2 || !labels.every(one => label.test(one)) || /^\d+$/.test(labels.at(-1) ?? '')) return wrong
  const canonical = `${local}@${domain}`
  return canonical.length > longest ? wrong : accept(canonical)
}

const wrong = refuse({ code: 'mail.address_wrong' })
