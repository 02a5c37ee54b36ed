/** Time, chance, the environment and the network each come in by one door of the platform. */
import { placeOf } from '../house.ts'
import { isTest, type Problem, problemAt, type Source, visit } from '../source.ts'

/** What may be named in one file alone; `wetOnly` things may be used by every wet file, but by no dry one. */
const doors: readonly { readonly what: string; readonly door: readonly string[] | 'wet files' }[] = [
  { what: 'new Date()', door: ['src/platform/clock.ts'] },
  { what: 'Date.now', door: ['src/platform/clock.ts'] },
  { what: 'Math.random', door: ['src/platform/random.ts'] },
  { what: 'crypto.randomUUID', door: ['src/platform/random.ts'] },
  { what: 'crypto.getRandomValues', door: ['src/platform/random.ts'] },
  { what: 'randomBytes', door: ['src/platform/random.ts'] },
  { what: 'randomUUID', door: ['src/platform/random.ts'] },
  { what: 'randomInt', door: ['src/platform/random.ts'] },
  { what: 'randomFillSync', door: ['src/platform/random.ts'] },
  { what: 'process.env', door: ['src/platform/config/config.ts'] },
  { what: 'fetch', door: ['src/platform/outbound.ts'] },
  { what: 'performance.now', door: 'wet files' },
  { what: 'setTimeout', door: 'wet files' },
  { what: 'setInterval', door: 'wet files' },
  { what: 'generateKeyPairSync', door: 'wet files' },
]

/** Each of the world's doors is used where it stands, and nowhere else. */
export const oneDoorEach = (source: Source, dry: ReadonlySet<string>): readonly Problem[] => {
  if (placeOf(source.path) === null || isTest(source.path)) return []
  return worldlyNames(source).flatMap(({ what, at }) => {
    const door = doors.find(candidate => candidate.what === what)?.door
    if (door === undefined || (door === 'wet files' ? !dry.has(source.path) : door.includes(source.path))) return []
    return [problemAt(source, at, `${what} belongs in ${door === 'wet files' ? door : door.join(', ')}`)]
  })
}

/** Rule 6: packages that act on the world outside, and the rooms that may use them. */
const reaching: readonly { readonly packages: RegExp; readonly rooms: RegExp; readonly says: string }[] = [
  {
    packages: /^(pg|kysely)$/,
    rooms: /^src\/platform\//,
    says: 'the database is reached through platform/database.ts',
  },
  { packages: /^nodemailer/, rooms: /^src\/platform\//, says: 'mail is a job: platform/mail.ts' },
  {
    packages: /^(node:)?(https?|http2|net|tls|dgram|dns|dns\/promises)$/,
    rooms: /^(src\/(platform|gate-agent)|demo)\//,
    says: 'the network is reached through the platform, in a job',
  },
  {
    packages: /^(node:)?(child_process|cluster|worker_threads)$/,
    rooms: /^(src\/(platform|gate-agent)|demo)\//,
    says: 'other processes and threads are the platform’s',
  },
  {
    packages: /^(fastify|@fastify\/.+)$/,
    rooms: /^(src\/(platform\/http|app|sso|gate-agent)|demo)\//,
    says: 'pages and endpoints are data: platform/http/route.ts',
  },
]

/** Effects leave by the door: what reaches outside is imported where it belongs, and by nobody else. Types are free. */
export const effectsByTheDoor = (source: Source): readonly Problem[] => {
  if (placeOf(source.path) === null || isTest(source.path)) return []
  return source.imports.flatMap(({ from, typesOnly, at }) =>
    reaching
      .filter(({ packages, rooms }) => !typesOnly && packages.test(from) && !rooms.test(source.path))
      .map(({ says }) => problemAt(source, at, `${from}: ${says}`)),
  )
}

type Named = { readonly what: string; readonly at: number }

const worldlyNames = (source: Source): readonly Named[] => {
  const found: Named[] = []
  visit(source, {
    NewExpression: ({ callee, arguments: given, start }) => {
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0)
        found.push({ what: 'new Date()', at: start })
    },
    MemberExpression: ({ object, property, computed, start }) => {
      if (!computed && object.type === 'Identifier' && property.type === 'Identifier') {
        const owner = object.name === 'globalThis' ? '' : `${object.name}.`
        found.push({ what: `${owner}${property.name}`, at: start })
      }
    },
    CallExpression: ({ callee, start }) => {
      if (callee.type === 'Identifier') found.push({ what: callee.name, at: start })
    },
    ImportDeclaration: ({ source: { value }, specifiers }) => {
      if (/^(node:)?process$/.test(value))
        for (const { local } of specifiers) found.push({ what: `process.${local.name}`, at: local.start })
    },
  })
  return found
}
