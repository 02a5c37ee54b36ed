/** ● What a university may set about its identity provider. */
import { z } from 'zod'
import type { Db, Tx } from '../../platform/database.ts'
import { defineSetting, readSetting, type AnySetting } from '../../platform/settings.ts'
import type { System } from '../../platform/system.ts'

const uri = z
  .string()
  .max(256)
  .refine(text => URL.canParse(text))

const contact = z.strictObject({ givenName: z.string().trim().min(1).max(100), mail: z.email().max(254) }).nullable()
const contactParts = {
  givenName: { title: { ja: '名前（部署名）', en: 'Name (of an office)' } },
  mail: { title: { ja: 'メールアドレス', en: 'Mail address' } },
} as const

// prettier-ignore
export const entityIdSetting = defineSetting({
  name: 'sso.saml-entity-id',
  schema: uri.nullable(),
  default: null,
  takes: 'two persons',
  title: { ja: 'SAMLのentityID', en: 'SAML entityID' },
  help: { ja: 'サービスは私たちをこの名前で知ります。空のときはここのアドレス。移行のときは旧システムの値を入れます。変えると、すべてのSAMLサービスで登録のし直しが要ります。', en: 'The name by which services know us. Empty: our own address; when moving in, the old system’s. Changing it means registering anew with every SAML service.' },
})

// prettier-ignore
export const contactSetting = defineSetting({
  name: 'sso.saml-technical-contact',
  schema: contact,
  default: null,
  takes: 'one person',
  title: { ja: 'SAMLの技術担当の連絡先', en: 'Technical contact for SAML' },
  help: { ja: '公開するメタデータに載せます。', en: 'Published in our metadata.' },
  parts: contactParts,
})

// prettier-ignore
export const securityContactSetting = defineSetting({
  name: 'sso.saml-security-contact',
  schema: contact,
  default: null,
  takes: 'one person',
  title: { ja: 'SAMLのセキュリティ担当の連絡先', en: 'Security contact for SAML' },
  help: { ja: '公開するメタデータに載せます。事故のときに他の機関から連絡が来ます（Sirtfi）。', en: 'Published in our metadata: where other institutions write in an incident (Sirtfi).' },
  parts: contactParts,
})

// prettier-ignore
export const certificationsSetting = defineSetting({
  name: 'sso.saml-certifications',
  schema: z.array(uri).max(20),
  default: [],
  takes: 'one person',
  title: { ja: 'メタデータで主張する保証', en: 'Assurance claimed in our metadata' },
  help: { ja: 'Sirtfi など、満たしていることを示すURI。', en: 'URIs of what we fulfil, such as Sirtfi.' },
})

// prettier-ignore
export const categoriesSetting = defineSetting({
  name: 'sso.saml-supported-categories',
  schema: z.array(uri).max(20),
  default: [],
  takes: 'one person',
  title: { ja: 'メタデータで示す対応カテゴリ', en: 'Entity categories we say we support' },
  help: { ja: 'サービスのカテゴリに応じて属性を送ることを示すURI。', en: 'URIs of the categories of services to which we release attributes.' },
})

export const samlSettings: readonly AnySetting[] = [
  entityIdSetting,
  contactSetting,
  securityContactSetting,
  certificationsSetting,
  categoriesSetting,
]

/** Who we are towards SAML services. */
export const ourEntityId = async (db: Db | Tx, { baseUrl }: System): Promise<string> =>
  (await readSetting(db, entityIdSetting)) ?? `${baseUrl}/saml/metadata`
