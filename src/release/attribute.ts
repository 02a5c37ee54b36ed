/**
 * ○ The catalogue of attributes: what may be said of a person, by which names, and how each is filled.
 * Sources: eduPerson, SCHAC, the GakuNin attribute list, OpenID Connect Core 1.0 §5.1; federation.md §2 and §8.
 */
import type { Bilingual } from '../kernel/bilingual.ts'

export type Attribute = {
  readonly label: Bilingual
  /** What it says and what a service can do with it, for the person who is asked. */
  readonly meaning: Bilingual
  /** urn:oid or the profile's own name; null where SAML has none. */
  readonly saml: string | null
  readonly claim: string
  /** The OIDC scope that asks for it; null: none does. */
  readonly scope: 'profile' | 'email' | 'eduperson' | null
  readonly many: boolean
}

// prettier-ignore
export const attributes = {
  displayName: { label: { ja: '表示名', en: 'Display name' }, meaning: { ja: '画面に表示するお名前', en: 'Your name as shown on screens' }, saml: 'urn:oid:2.16.840.1.113730.3.1.241', claim: 'name', scope: 'profile', many: false },
  givenName: { label: { ja: '名（ローマ字）', en: 'Given name' }, meaning: { ja: 'お名前の名の部分', en: 'Your given name in Latin letters' }, saml: 'urn:oid:2.5.4.42', claim: 'given_name', scope: 'profile', many: false },
  sn: { label: { ja: '姓（ローマ字）', en: 'Family name' }, meaning: { ja: 'お名前の姓の部分', en: 'Your family name in Latin letters' }, saml: 'urn:oid:2.5.4.4', claim: 'family_name', scope: 'profile', many: false },
  jaDisplayName: { label: { ja: '日本語の表示名', en: 'Japanese display name' }, meaning: { ja: '日本語で書いたお名前', en: 'Your name in Japanese' }, saml: 'urn:oid:1.3.6.1.4.1.32264.1.1.3', claim: 'name#ja-Hani-JP', scope: 'profile', many: false },
  jaGivenName: { label: { ja: '日本語の名', en: 'Japanese given name' }, meaning: { ja: '日本語で書いた名', en: 'Your given name in Japanese' }, saml: 'urn:oid:1.3.6.1.4.1.32264.1.1.2', claim: 'given_name#ja-Hani-JP', scope: 'profile', many: false },
  jasn: { label: { ja: '日本語の姓', en: 'Japanese family name' }, meaning: { ja: '日本語で書いた姓', en: 'Your family name in Japanese' }, saml: 'urn:oid:1.3.6.1.4.1.32264.1.1.1', claim: 'family_name#ja-Hani-JP', scope: 'profile', many: false },
  uid: { label: { ja: 'ログインID', en: 'Sign-in ID' }, meaning: { ja: 'サインインに使うID', en: 'The ID that you sign in with' }, saml: 'urn:oid:0.9.2342.19200300.100.1.1', claim: 'preferred_username', scope: 'profile', many: false },
  mail: { label: { ja: '大学メールアドレス', en: 'University mail address' }, meaning: { ja: '大学が発行したメールアドレス', en: 'The address that the university gave you' }, saml: 'urn:oid:0.9.2342.19200300.100.1.3', claim: 'email', scope: 'email', many: false },
  eduPersonAffiliation: { label: { ja: '職位', en: 'Affiliation' }, meaning: { ja: '学生・教員・職員・構成員の別', en: 'Whether you are a student, faculty, staff or member' }, saml: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1', claim: 'eduperson_affiliation', scope: 'eduperson', many: true },
  eduPersonScopedAffiliation: { label: { ja: '大学名つきの職位', en: 'Affiliation at this university' }, meaning: { ja: '職位と大学のドメイン', en: 'Your affiliation with the university’s domain' }, saml: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.9', claim: 'eduperson_scoped_affiliation', scope: 'eduperson', many: true },
  eduPersonPrincipalName: { label: { ja: '利用者識別子（ePPN）', en: 'Principal name (ePPN)' }, meaning: { ja: 'どのサービスにも同じ値になる、変わらない番号', en: 'A permanent number, the same for every service' }, saml: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.6', claim: 'eduperson_principal_name', scope: 'eduperson', many: false },
  eduPersonEntitlement: { label: { ja: '権限', en: 'Entitlement' }, meaning: { ja: '図書館資料などの利用条件を満たすこと', en: 'That you may use licensed resources such as e-journals' }, saml: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.7', claim: 'eduperson_entitlement', scope: 'eduperson', many: true },
  eduPersonAssurance: { label: { ja: '身元確認の度合い', en: 'Assurance' }, meaning: { ja: '本人確認がどのように行われたか', en: 'How your identity was confirmed' }, saml: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.11', claim: 'eduperson_assurance', scope: 'eduperson', many: true },
  ou: { label: { ja: '所属（英語）', en: 'Unit' }, meaning: { ja: '所属する部局', en: 'The unit you belong to' }, saml: 'urn:oid:2.5.4.11', claim: 'ou', scope: 'eduperson', many: true },
  jaou: { label: { ja: '所属（日本語）', en: 'Unit (Japanese)' }, meaning: { ja: '所属する部局の日本語名', en: 'The unit you belong to, in Japanese' }, saml: 'urn:oid:1.3.6.1.4.1.32264.1.1.5', claim: 'ou#ja', scope: 'eduperson', many: true },
  o: { label: { ja: '大学名（英語）', en: 'Organisation' }, meaning: { ja: '所属する大学の英語名', en: 'The university you belong to' }, saml: 'urn:oid:2.5.4.10', claim: 'o', scope: null, many: true },
  jao: { label: { ja: '大学名（日本語）', en: 'Organisation (Japanese)' }, meaning: { ja: '所属する大学の日本語名', en: 'The university you belong to, in Japanese' }, saml: 'urn:oid:1.3.6.1.4.1.32264.1.1.4', claim: 'o#ja', scope: null, many: true },
  schacHomeOrganization: { label: { ja: '大学のドメイン', en: 'Home organization' }, meaning: { ja: 'どの大学の人か', en: 'Which university you belong to' }, saml: 'urn:oid:1.3.6.1.4.1.25178.1.2.9', claim: 'schac_home_organization', scope: 'eduperson', many: false },
  eduPersonUniqueId: { label: { ja: '固有の識別子', en: 'Unique identifier' }, meaning: { ja: 'どのサービスにも同じ値になる、意味のない文字列', en: 'A meaningless string, the same for every service' }, saml: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.13', claim: 'eduperson_unique_id', scope: null, many: false },
  gakuninScopedPersonalUniqueCode: { label: { ja: '学生番号・職員番号', en: 'Student or staff number' }, meaning: { ja: '大学の中であなたを特定する番号', en: 'The number by which the university knows you' }, saml: 'urn:oid:1.3.6.1.4.1.32264.1.1.6', claim: 'gakunin_scoped_personal_unique_code', scope: null, many: true },
  eduPersonOrcid: { label: { ja: '研究者識別子（ORCID iD）', en: 'ORCID iD' }, meaning: { ja: '本人が確かめた研究者識別子', en: 'Your researcher identifier, once you have proved it' }, saml: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.16', claim: 'orcid', scope: null, many: true },
  isMemberOf: { label: { ja: 'グループ', en: 'Groups' }, meaning: { ja: '参加しているグループ', en: 'The groups you take part in' }, saml: 'urn:oid:1.3.6.1.4.1.5923.1.5.1.1', claim: 'is_member_of', scope: null, many: true },
  'subject-id': { label: { ja: '共通の識別子', en: 'Subject identifier' }, meaning: { ja: 'どのサービスにも同じ値になる、意味のない文字列', en: 'A meaningless string, the same for every service' }, saml: 'urn:oasis:names:tc:SAML:attribute:subject-id', claim: 'subject_id', scope: null, many: false },
  'pairwise-id': { label: { ja: 'サービスごとの識別子', en: 'Pairwise identifier' }, meaning: { ja: 'サービスがあなたを見分けるための、意味のない文字列', en: 'A meaningless string by which this service recognises you' }, saml: 'urn:oasis:names:tc:SAML:attribute:pairwise-id', claim: 'pairwise_id', scope: null, many: false },
  eduPersonTargetedID: { label: { ja: 'サービスごとの識別子（旧形式）', en: 'Targeted identifier' }, meaning: { ja: 'サービスがあなたを見分けるための、意味のない文字列', en: 'A meaningless string by which this service recognises you' }, saml: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.10', claim: 'eduperson_targeted_id', scope: null, many: false },
} as const satisfies Record<string, Attribute>

export type AttributeName = keyof typeof attributes
export const attributeNames = Object.keys(attributes) as readonly AttributeName[]

export const isAttributeName = (text: string): text is AttributeName => Object.hasOwn(attributes, text)

/** The attributes that an OIDC scope asks for. */
export const attributesOfScope = (scope: string): readonly AttributeName[] =>
  attributeNames.filter(name => attributes[name].scope === scope)

/** Said to nobody but by an agreement that names it: no scope, entity category or list of a service's own brings it. */
const byAgreementOnly: ReadonlySet<AttributeName> = new Set(['gakuninScopedPersonalUniqueCode', 'uid', 'isMemberOf'])

export const needsAgreement = (name: AttributeName): boolean => byAgreementOnly.has(name)

const bySamlName = new Map(attributeNames.map(name => [attributes[name].saml as string, name]))

/** The attribute that SAML calls by this name; null for one that we do not have. */
export const attributeBySamlName = (name: string): AttributeName | null => bySamlName.get(name) ?? null

/** Values by attribute; an attribute without a value is absent, never empty. */
export type AttributeValues = ReadonlyMap<AttributeName, readonly string[]>
