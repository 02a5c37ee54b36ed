/** ● What a university may set about its identity provider. */
import { z } from 'zod'
import type { Db, Tx } from '../../platform/database.ts'
import { defineSetting, readSetting } from '../../platform/settings.ts'
import type { System } from '../../platform/system.ts'

const uri = z
  .string()
  .max(256)
  .refine(text => URL.canParse(text))

export const entityIdSetting = defineSetting({
  name: 'sso.saml-entity-id',
  schema: uri.nullable(),
  default: null,
  title: {
    ja: 'SAML の entityID（空：ここのアドレス。移行のときは旧システムの値）',
    en: 'SAML entityID (empty: our own address; the old one when moving in)',
  },
})

export const contactSetting = defineSetting({
  name: 'sso.saml-technical-contact',
  schema: z.strictObject({ givenName: z.string().max(100), mail: z.email().max(254) }).nullable(),
  default: null,
  title: { ja: 'SAML メタデータの技術担当の連絡先', en: 'Technical contact in our SAML metadata' },
})

export const securityContactSetting = defineSetting({
  name: 'sso.saml-security-contact',
  schema: z.strictObject({ givenName: z.string().max(100), mail: z.email().max(254) }).nullable(),
  default: null,
  title: { ja: 'SAML メタデータのセキュリティ担当の連絡先', en: 'Security contact in our SAML metadata' },
})

export const certificationsSetting = defineSetting({
  name: 'sso.saml-certifications',
  schema: z.array(uri).max(20),
  default: [],
  title: {
    ja: 'メタデータで主張する保証（Sirtfi など）',
    en: 'Assurance certifications in our metadata, such as Sirtfi',
  },
})

export const categoriesSetting = defineSetting({
  name: 'sso.saml-supported-categories',
  schema: z.array(uri).max(20),
  default: [],
  title: { ja: 'メタデータで示す対応カテゴリ', en: 'Entity categories that our metadata says we support' },
})

/** Who we are towards SAML services. */
export const ourEntityId = async (db: Db | Tx, { baseUrl }: System): Promise<string> =>
  (await readSetting(db, entityIdSetting)) ?? `${baseUrl}/saml/metadata`
