/** The demo's panel: become anyone, move the clock, read the mail. Never loaded by src/. */
import type { MovableClock } from '../../src/platform/clock.ts'
import type { Route } from '../../src/platform/http/route.ts'

export const panelRoutes = (_options: { readonly clock: MovableClock }): readonly Route[] => []
