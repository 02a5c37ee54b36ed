/** ● What a university sets about what is told to services. */
import { z } from 'zod'
import { defineSetting } from '../platform/settings.ts'

/** Services know people by it for ever: two persons change it. Empty means the domain of BASE_URL. */
// prettier-ignore
export const scopeSetting = defineSetting({
  name: 'release.scope',
  schema: z.string().trim().toLowerCase().max(200).regex(/^([a-z0-9-]+(\.[a-z0-9-]+)+)?$/),
  default: '',
  takes: 'two persons',
  title: { ja: 'スコープ（属性の@より後）', en: 'Scope (what stands after the @ of attributes)' },
  help: { ja: 'サービスに送る識別子や身分の@より後に付きます。例：example.ac.jp。空のときはこのサーバのドメインを使います。変えると、サービスからは別人に見えます。', en: 'Stands after the @ of identifiers and affiliations told to services, such as example.ac.jp. Empty: the domain of this server. Changing it makes everyone a stranger to services.' },
})
