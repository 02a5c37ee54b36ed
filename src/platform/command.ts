/** What an operator may type beside the use cases: data, so that help and parsing are made from it. */
import type { Bilingual, Language } from '../kernel/bilingual.ts'
import type { Result } from '../kernel/result.ts'
import type { Config } from './config/config.ts'
import type { System } from './system.ts'

export type Flag = {
  /** `switch` takes no value. */
  readonly kind: 'text' | 'switch'
  readonly required?: true
  readonly title: Bilingual
}

export type Terminal = {
  /** One line of progress for a person; nothing with --json. */
  readonly say: (line: Bilingual | string) => void
  readonly operator: string
  readonly language: Language
}

export type Command = {
  /** `registry import`, or one word */
  readonly name: string
  readonly title: Bilingual
  readonly flags: Readonly<Record<string, Flag>>
  /** How a person reads the answer; as JSON unless said. */
  readonly read?: (value: unknown, language: Language) => string
  /** Exit status of an answer; 0 unless said. */
  readonly status?: (value: unknown) => 0 | 1
} & (
  | { readonly alone?: false; readonly run: Run<System> }
  /** Needs no database: it is run before anything is opened. */
  | { readonly alone: true; readonly run: Run<null> }
  /** Opens what it needs itself, from these settings. */
  | { readonly alone: 'with settings'; readonly run: Run<Config> }
)

/** Runs with the flags given, by their names as typed. */
type Run<Opened> = (
  system: Opened,
  flags: Readonly<Record<string, string | true | undefined>>,
  terminal: Terminal,
) => Promise<Result<unknown>>
