/** Every module, in the order that data flows. The app is this list and what is generated from it. */
import type { Module } from '../platform/module.ts'

export const modules: readonly Module[] = []
