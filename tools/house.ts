/** The plan of the house: which module stands at which rank, and which of its files may touch the world. */

/** Modules from the spring to the sea. A module may know those of a lower rank, and nobody of its own rank or a higher one. */
export const ranks: Readonly<Record<string, number>> = {
  kernel: 0,
  platform: 1,
  registry: 2,
  eligibility: 3,
  accounts: 4,
  cards: 4,
  certificates: 4,
  admissions: 4,
  authentication: 5,
  release: 5,
  doors: 5,
  sso: 6,
  provisioning: 6,
  services: 7,
  desk: 7,
  'gate-agent': 7,
  app: 8,
  main: 9, // src/main.ts: the door of the whole program
  demo: 9, // the sample university, loaded by the demo alone
}

/** Modules that whoever stands above may open at any file; all others have one door, their index.ts. */
export const openModules: readonly string[] = ['kernel', 'platform', 'app']

/** Wet parts of the skeleton that every module shares. Everything else in a module is dry, unless its opening comment says ●. */
const wetNames: readonly RegExp[] = [
  /^index\.ts$/,
  /^(store|use-cases|pages|jobs)(\.ts$|\/)/,
  /^(reconcile|endpoints)\.ts$/,
  /\/(endpoints|adapter|interaction)\.ts$/,
]

/** Modules that are wet by nature, and the files in them that are dry nevertheless, as is one whose opening comment says ○. */
const wetModules: Readonly<Record<string, readonly RegExp[]>> = {
  platform: [
    /^(actor|module|audit\/entry|csv\/[^/]+)\.ts$/,
    /^(http\/network|mail\/address)\.ts$/,
    /^web\/(?!assets)/,
    /(^|\/)text\.ts$/,
  ],
  app: [/^text\.ts$/],
  main: [],
  demo: [],
  'gate-agent': [],
}

export type Place = {
  readonly module: string
  readonly rank: number
  readonly file: string // inside the module: 'store.ts', 'pages/people.ts'
}

/** Where a file stands, or null if it is outside the house (tests, tools, benches). */
export const placeOf = (path: string): Place | null => {
  const [, module, file] =
    /^src\/([^/]+)\/(.+)$/.exec(path) ?? /^(demo)\/(.+)$/.exec(path) ?? /^src\/(main)()\.ts$/.exec(path) ?? []
  if (module === undefined || file === undefined) return null
  const rank = ranks[module]
  return rank === undefined ? null : { module, rank, file: file === '' ? 'main.ts' : file }
}

/** The module of a path whether or not it has a rank: `src/<module>/…`. */
export const strangerIn = (path: string): boolean => path.startsWith('src/') && placeOf(path) === null

/** Whether a file is pure: no clock, randomness, environment, network or database. */
export const isDry = ({ module, file }: Place, openingComment: string): boolean => {
  const dryHere = wetModules[module]
  if (dryHere !== undefined) return dryHere.some(name => name.test(file)) || openingComment.includes('○')
  return !wetNames.some(name => name.test(file)) && !openingComment.includes('●')
}

/** The database schema a module owns. */
export const schemaOf = (module: string): string => module.replaceAll('-', '_')

/** The module that owns a database schema, or undefined. */
export const ownerOf = (schema: string): string | undefined =>
  Object.keys(ranks).find(module => schemaOf(module) === schema)
