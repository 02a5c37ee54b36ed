/** Counters for operators, as Prometheus text. (The platform room thickens this.) */
import type { System } from './system.ts'
export const countRequest = (_route: string, _status: number, _milliseconds: number): void => {}
export const metricsText = async (_system: System): Promise<string> => ''
