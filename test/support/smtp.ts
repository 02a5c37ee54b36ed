/** A small SMTP server (RFC 5321) that keeps what it is given, for tests of the outbox. */
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export type Taken = { readonly recipients: readonly string[]; readonly text: string }

export type SmtpServer = {
  readonly url: string
  readonly port: number
  readonly taken: readonly Taken[]
  readonly stop: () => Promise<void>
}

export const startSmtp = async (port = 0): Promise<SmtpServer> => {
  const taken: Taken[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(socket, taken)
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  const stop = (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    return new Promise(resolve => server.close(() => resolve()))
  }
  return { url: `smtp://127.0.0.1:${address.port}`, port: address.port, taken, stop }
}

const converse = (socket: Socket, taken: Taken[]): void => {
  let [pending, recipients, data] = ['', [] as string[], null as string[] | null]
  const line = (text: string): string | null => {
    if (data !== null) {
      if (text !== '.') return (void data.push(text), null)
      taken.push({ recipients, text: data.join('\n') })
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
