/** A database's address, as one text (for the environment) and in its parts (for the pools). */
import pg from 'pg'
import type { Connection } from '../database.ts'

/** postgresql://user:password@host:port/database; a socket's folder stands where the host is, encoded. */
export const urlOf = ({ user, password, host, port, database }: Connection): string =>
  `postgresql://${[user, password].map(encodeURIComponent).join(':')}@${encodeURIComponent(host)}:${port}/${database}`

/** The parts of an address, read as PostgreSQL's own tools read it (`sslmode` and the like included). */
export const connectionOf = (url: string): Connection => {
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url })
  const needed = { host, port, user: user ?? '', password: password ?? '', database: database ?? '' }
  return ssl ? { ...needed, ssl } : needed
}
