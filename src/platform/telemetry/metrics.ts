/** Counters for operators, as Prometheus text. */
import { row, sql } from '../database.ts'
import type { System } from '../system.ts'

/** Upper bounds of the histogram of answering times, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

type Series = { count: number; seconds: number; readonly within: number[] }

const requests = new Map<string, Series>()
const mostSeries = 2000

/** Counts one answered request by route (its pattern, never the path itself) and status. */
export const countRequest = (route: string, status: number, milliseconds: number): void => {
  const labels = `route="${route.replace(/[\\"\n]/g, '_')}",status="${status}"`
  const series = requests.get(labels) ?? { count: 0, seconds: 0, within: bounds.map(() => 0) }
  if (!requests.has(labels) && requests.size >= mostSeries) return
  requests.set(labels, series)
  const seconds = milliseconds / 1000
  series.count += 1
  series.seconds += seconds
  for (const [place, bound] of bounds.entries())
    if (seconds <= bound) series.within[place] = (series.within[place] ?? 0) + 1
}

export type Waiting = Readonly<
  Record<'jobs' | 'jobs_failed' | 'mails' | 'mails_failed' | 'dirty' | 'dirty_failed' | 'unsealed', number>
>

/** What waits in the platform's tables. */
export const waiting = ({ database }: System): Promise<Waiting | null> =>
  row(
    database.read,
    sql`select (select count(*) from platform.job where failed_at is null) as jobs,
               (select count(*) from platform.job where failed_at is not null) as jobs_failed,
               (select count(*) from platform.mail where sent_at is null and failed_at is null) as mails,
               (select count(*) from platform.mail where failed_at is not null) as mails_failed,
               (select count(*) from platform.dirty where failed_at is null) as dirty,
               (select count(*) from platform.dirty where failed_at is not null) as dirty_failed,
               (select count(*) from platform.audit_entry where seal is null) as unsealed`,
  )

export const metricsText = async (system: System): Promise<string> => {
  const gauges = Object.entries((await waiting(system)) ?? {}).map(
    ([what, count]) => `sekimori_waiting{what="${what}"} ${count}`,
  )
  const histograms = [...requests].flatMap(([labels, { count, seconds, within }]) => [
    ...bounds.map((bound, place) => `sekimori_request_seconds_bucket{${labels},le="${bound}"} ${within[place] ?? 0}`),
    `sekimori_request_seconds_bucket{${labels},le="+Inf"} ${count}`,
    `sekimori_request_seconds_sum{${labels}} ${seconds}`,
    `sekimori_request_seconds_count{${labels}} ${count}`,
  ])
  const lines = ['# TYPE sekimori_waiting gauge', ...gauges, '# TYPE sekimori_request_seconds histogram', ...histograms]
  return `${lines.join('\n')}\n`
}
