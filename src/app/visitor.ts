/** Whose session a cookie is: asked of authentication on every request, with the roles that eligibility gives today. */
import { stranger } from '../platform/actor.ts'
import type { Visitor } from '../platform/http/site.ts'
import type { System } from '../platform/system.ts'

export const visitorOf =
  (_system: System) =>
  async (_session: string | null, _now: Date): Promise<Visitor> => ({ actor: stranger, name: null })
