const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Octets as letters and digits of one case, without padding: two texts never differ by case alone (RFC 4648 §6). */
export const base32 = (octets: Uint8Array): string => {
  let [bits, held, text] = [0, 0, '']
  for (const octet of octets) {
    held = (held << 8) | octet
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet[(held >>> (bits - 5)) & 31] ?? ''
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + (alphabet[(held << (5 - bits)) & 31] ?? '')
}
