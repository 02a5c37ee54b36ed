/** The start page: sign-in for a stranger, my page for a member. */
import type { Route } from '../../platform/http/route.ts'

export const homePages: readonly Route[] = []
