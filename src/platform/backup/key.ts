/** The key by which a backup is vouched for: derived from the master key, so that it need not be kept. */
import { createHmac, hkdfSync } from 'node:crypto'
import type { Key } from '../vault/envelope.ts'

/** HMAC-SHA-256 over the digest of everything before the last line (RFC 5869 derives the key, RFC 2104 is the code). */
export const macOf = (master: Key, digest: Uint8Array): Buffer =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', master.secret, Buffer.alloc(0), 'sekimori backup', 32)))
    .update(digest)
    .digest()
