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
  style: { name: 'style.css', type: 'text/css; charset=utf-8' },
  script: { name: 'script/enhance.js', type: 'text/javascript; charset=utf-8' },
} as const

export type Assets = Readonly<Record<keyof typeof files, Asset>>

/** Serve each under its `href` with `cache-control: public, max-age=31536000, immutable`. */
export const loadAssets = (): Assets => ({ style: load(files.style), script: load(files.script) })

const load = ({ name, type }: { readonly name: string; readonly type: string }): Asset => {
  const source = readFileSync(new URL(name, import.meta.url), 'utf8')
  const body = new TextEncoder().encode(source.replace(/\n\s+/g, '\n'))
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const ending = extname(name)
  return { href: `/assets/${basename(name, ending)}.${hash}${ending}`, type, body }
}
