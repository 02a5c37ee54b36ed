/** serve | work | both | any use case by name. The first argument decides; what is the demo's is loaded for the demo alone. */
import { run, runDemoCommand } from './app/run.ts'

const words = process.argv.slice(2)

process.exitCode =
  words[0] === 'demo' ? await runDemoCommand((await import('../demo/commands.ts')).commands, words) : await run(words)
