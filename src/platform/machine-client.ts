import type { Actor } from './actor.ts'
import type { Db } from './database.ts'
export const machineByToken = async (_db: Db, _token: string, _now: Date): Promise<Actor | null> => null
