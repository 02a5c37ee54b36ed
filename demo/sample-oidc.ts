import type { Config } from '../src/platform/config.ts'
export const sampleUrl = (config: Pick<Config, 'port'>): string => `http://localhost:${config.port + 11}`
