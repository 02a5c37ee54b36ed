/** The modules of the house, found by their doors: `src/<module>/index.ts` exports `<module>Module`. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Module } from '../../src/platform/module.ts'
import { ranks } from '../house.ts'

/** Every module that has a door, in order of rank. */
export const loadModules = async (): Promise<readonly Module[]> => {
  const doors = Object.keys(ranks)
    .map(module => ({ module, path: `src/${module}/index.ts` }))
    .filter(({ path }) => existsSync(path))
  const loaded = await Promise.all(
    doors.map(async ({ module, path }) => {
      const exported = (await import(pathToFileURL(resolve(path)).href)) as Readonly<Record<string, Module | undefined>>
      return exported[`${camelCase(module)}Module`]
    }),
  )
  return loaded.filter(module => module !== undefined)
}

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
