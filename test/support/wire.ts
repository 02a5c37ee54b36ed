/** Octets on a raw connection, as no client library would send them. */
import { connect } from 'node:net'

/** Everything the server says to these octets until the connection ends, however it ends. */
export const onTheWire = (port: number, octets: string): Promise<string> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.setEncoding('latin1')
    socket.on('data', piece => (text += String(piece)))
    socket.on('error', () => resolve(text))
    socket.on('close', () => resolve(text))
    socket.write(octets)
  })

/** The status lines in what was heard: one for each request that the server took for one. */
export const statusesIn = (text: string): readonly number[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status))
