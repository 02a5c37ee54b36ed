/** A small SMTP server (RFC 5321) that keeps what it is given, for tests of the outbox. */
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export type Taken = { readonly recipients: readonly string[]; readonly text: string }

/** A mail as its reader sees it. */
export type Mail = { readonly to: readonly string[]; readonly text: string }

export type SmtpServer = {
  readonly url: string
  readonly port: number
  readonly taken: readonly Taken[]
  /** The first mail like this, of those that came or as soon as it comes. */
  readonly arrived: (like: (mail: Mail) => boolean) => Promise<Mail>
  readonly stop: () => Promise<void>
}

export const startSmtp = async (port = 0): Promise<SmtpServer> => {
  const taken: Taken[] = []
  const sockets = new Set<Socket>()
  const waiting = new Set<() => void>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(socket, mail => {
      taken.push(mail)
      for (const look of waiting) look()
    })
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  const stop = (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    return new Promise(resolve => server.close(() => resolve()))
  }
  const arrived = (like: (mail: Mail) => boolean): Promise<Mail> =>
    new Promise(resolve => {
      const look = (): void => {
        const found = taken.map(readable).find(like)
        if (found === undefined) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  return { arrived, url: `smtp://127.0.0.1:${address.port}`, port: address.port, taken, stop }
}

/** A single part, in the encoding it says (RFC 2045 §6). */
const readable = ({ recipients, text }: Taken): Mail => {
  const [head = '', ...rest] = text.split('\n\n')
  const body = rest.join('\n\n')
  const encoding = /^content-transfer-encoding: *(\S+)/im.exec(head)?.[1]?.toLowerCase()
  if (encoding === 'base64') return { to: recipients, text: Buffer.from(body, 'base64').toString('utf8') }
  if (encoding !== 'quoted-printable') return { to: recipients, text: body }
  const octets = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return { to: recipients, text: Buffer.from(octets, 'latin1').toString('utf8') }
}

const converse = (socket: Socket, take: (mail: Taken) => void): void => {
  let [pending, recipients, data] = ['', [] as string[], null as string[] | null]
  const line = (text: string): string | null => {
    if (data !== null) {
      if (text !== '.') return (void data.push(text), null)
      take({ recipients, text: data.join('\n') })
      data = null
      recipients = []
      return '250 taken'
    }
    const recipient = /^RCPT TO:<([^>]*)>/i.exec(text)?.[1]
    if (recipient !== undefined) recipients.push(recipient)
    if (/^DATA/i.test(text)) {
      data = []
      return '354 go on'
    }
    return /^QUIT/i.test(text) ? '221 bye' : '250 ok'
  }
  socket.write('220 test\r\n')
  socket.on('data', chunk => {
    const lines = (pending + chunk.toString()).split('\r\n')
    pending = lines.pop() ?? ''
    for (const text of lines) {
      const reply = line(text)
      if (reply !== null) socket.write(`${reply}\r\n`)
    }
  })
}
