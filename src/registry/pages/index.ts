import type { Route } from '../../platform/http/route.ts'
/** Every page of the registry. */
export const pages: readonly Route[] = []
