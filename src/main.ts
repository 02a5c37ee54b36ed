/** serve | work | both | any use case by name. The first argument decides. */
import { run } from './app/run.ts'

process.exitCode = await run(process.argv.slice(2))
