/** `npm run demo`: the whole system with the sample university in it, from nothing to the line `ready`. */
import { fill, say, type Bilingual, type Language } from '../src/kernel/bilingual.ts'
import { environment, readConfig } from '../src/platform/config/config.ts'
import { startDemo } from './start.ts'
import { text } from './text.ts'

const language: Language = environment()['LANG']?.startsWith('ja') === true ? 'ja' : 'en'
const begun = performance.now()
const secondsSoFar = (): string => ((performance.now() - begun) / 1000).toFixed(1)

const tell = (sentence: Bilingual): void => {
  process.stderr.write(`${say(sentence, language)}\n`)
}

/** Resolves at the first signal; npm and the terminal both send it, so that further ones say nothing new. */
const askedToEnd = new Promise<void>(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
})

/** Whatever hangs, the demo is gone five seconds after it was asked. */
const endsInTime = (): void => {
  setTimeout(() => process.exit(0), 4500).unref()
}

const run = async (): Promise<number> => {
  const config = readConfig(environment(), 'demo')
  if (!config.ok) {
    tell(config.refusal.sentence)
    return 1
  }
  tell(text.begun)
  const aborted = new AbortController()
  void askedToEnd.then(() => aborted.abort())
  const demo = await startDemo(config.value, {
    signal: aborted.signal,
    tell,
    step: title => tell(fill(text.step, { step: say(title, language), seconds: secondsSoFar() })),
  })
  if (!demo.ok) {
    if (aborted.signal.aborted) return 0
    tell(demo.refusal.sentence)
    return 1
  }
  process.stdout.write(`ready ${config.value.baseUrl} in ${secondsSoFar()} s\n`)
  await askedToEnd
  tell(text.ending)
  endsInTime()
  await demo.value.stop()
  return 0
}

try {
  process.exit(await run())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(3)
}
