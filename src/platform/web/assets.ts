/**
 * The files that pages ask for: read once at the start, without their indentation,
 * addressed by their content so that browsers may keep them.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'

export type Asset = {
  /** /assets/style.1f2e3d4c5b6a.css */
  readonly href: string
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
}

const files = {
  style: { names: ['style.css'], type: 'text/css; charset=utf-8' },
  script: { names: ['script/enhance.js', 'script/passkey.js'], type: 'text/javascript; charset=utf-8' },
} as const

export type Assets = Readonly<Record<keyof typeof files, Asset>>

/** Serve each under its `href` with `cache-control: public, max-age=31536000, immutable`. */
export const loadAssets = (): Assets => ({ style: load(files.style), script: load(files.script) })

/** Pieces of one file, in their order; it is called after the first. */
const load = ({ names, type }: { readonly names: readonly [string, ...string[]]; readonly type: string }): Asset => {
  const source = names.map(name => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n')
  const body = new TextEncoder().encode(source.replace(/\n\s+/g, '\n'))
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const ending = extname(names[0])
  return { href: `/assets/${basename(names[0], ending)}.${hash}${ending}`, type, body }
}
