/** Token buckets in memory, one per key, bounded in number. For pages in general; sign-in keeps its own in the database. */

export type RateLimit = {
  /** Takes one token; false when there is none. */
  readonly take: (key: string, now: Date) => boolean
}

type Bucket = { tokens: number; at: number }

/** `burst` at once, then `perMinute`. Of more than `most` keys those longest unused are forgotten, which only favours them. */
export const makeRateLimit = ({
  burst,
  perMinute,
  most = 50_000,
}: {
  readonly burst: number
  readonly perMinute: number
  readonly most?: number
}): RateLimit => {
  const buckets = new Map<string, Bucket>()
  return {
    take: (key, now) => {
      const at = now.getTime()
      const bucket = buckets.get(key) ?? { tokens: burst, at }
      const gained = (Math.max(0, at - bucket.at) / 60_000) * perMinute
      const tokens = Math.min(burst, bucket.tokens + gained)
      buckets.delete(key)
      buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at })
      const [oldest] = buckets.keys()
      if (buckets.size > most && oldest !== undefined) buckets.delete(oldest)
      return tokens >= 1
    },
  }
}
