/**
 * A Shibboleth SP 3 as Debian ships it, behind an Apache of its own, on loopback: a real service for tests.
 * It speaks of itself as `https://sp.example.ac.jp`; the tests carry what a browser would carry.
 */
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { exchange, freePort, until, visitorOf, type Visitor } from './apache.ts'
import { certificateFor } from './certificate.ts'

const modules = '/usr/lib/apache2/modules'

/** Why no Shibboleth SP can be run here, as `{ skip }` wants it. */
export const shibbolethMissing: string | false = [
  '/usr/sbin/shibd',
  '/usr/sbin/apache2',
  `${modules}/mod_shib.so`,
].every(existsSync)
  ? false
  : 'no Shibboleth SP on this machine (libapache2-mod-shib)'

const host = 'sp.example.ac.jp'
const origin = `https://${host}`

export type ShibbolethSp = {
  readonly entityId: string
  readonly metadata: () => Promise<string>
  readonly visitor: () => Visitor
  readonly log: () => Promise<string>
  readonly end: () => Promise<void>
}

export type SpOptions = {
  readonly idpEntityId: string
  readonly idpMetadata: string
  /** RequestedAuthnContext that the service demands, or none. */
  readonly context?: string
}

/** Starts a service that trusts one identity provider; `/secure` on it needs a session. */
export const shibbolethSp = async ({ idpEntityId, idpMetadata, context }: SpOptions): Promise<ShibbolethSp> => {
  const folder = await mkdtemp(join(tmpdir(), 'skm-shib-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const at = (name: string): string => join(folder, name)
  await Promise.all([
    writeFile(at('key.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()),
    writeFile(at('cert.pem'), await certificateFor(privateKey, host)),
    writeFile(at('idp.xml'), idpMetadata),
    writeFile(at('attribute-map.xml'), attributeMap),
    writeFile(at('shibd.logger'), logger(at('shibd.log'))),
    writeFile(at('native.logger'), logger(at('native.log'))),
    writeFile(at('shibboleth2.xml'), spConfig({ folder, idpEntityId, context })),
    writeFile(at('apache.conf'), apacheConfig(folder, port)),
    mkdir(at('www')),
  ])
  const daemons = [
    spawn('/usr/sbin/shibd', ['-F', '-f', '-c', at('shibboleth2.xml'), '-p', at('shibd.pid')], { stdio: 'ignore' }),
  ]
  await until(() => existsSync(at('shibd.sock')), daemons)
  daemons.push(spawn('/usr/sbin/apache2', ['-X', '-f', at('apache.conf')], { stdio: 'ignore' }))
  await until(port, daemons)
  return {
    entityId: `${origin}/shibboleth`,
    metadata: async () =>
      (await exchange(port, { method: 'GET', path: '/Shibboleth.sso/Metadata', body: null, cookie: '', host })).body,
    visitor: () => visitorOf(port, host),
    log: async () => (await readFile(at('shibd.log'), 'utf8')).slice(-4000),
    end: async () => {
      for (const daemon of daemons) daemon.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const spConfig = ({
  folder,
  idpEntityId,
  context,
}: {
  readonly folder: string
  readonly idpEntityId: string
  readonly context: string | undefined
}): string => `<SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config" clockSkew="180">
  <OutOfProcess logger="${folder}/shibd.logger"/>
  <InProcess logger="${folder}/native.logger"/>
  <UnixListener address="${folder}/shibd.sock"/>
  <ApplicationDefaults entityID="${origin}/shibboleth" REMOTE_USER="pairwise-id" signing="true" encryption="false">
    <Sessions lifetime="28800" timeout="3600" relayState="ss:mem" checkAddress="false" handlerSSL="true" cookieProps="https" redirectLimit="exact">
      <SSO entityID="${idpEntityId}"${context === undefined ? '' : ` authnContextClassRef="${context}"`}>SAML2</SSO>
      <Logout asynchronous="false">SAML2 Local</Logout>
      <Handler type="MetadataGenerator" Location="/Metadata" signing="false"/>
      <Handler type="Session" Location="/Session" showAttributeValues="true" contentType="application/json"/>
    </Sessions>
    <Errors supportContact="root@localhost"/>
    <MetadataProvider type="XML" validate="true" path="${folder}/idp.xml">
      <MetadataFilter type="RequireValidUntil" maxValidityInterval="2419200"/>
    </MetadataProvider>
    <AttributeExtractor type="XML" validate="true" reloadChanges="false" path="${folder}/attribute-map.xml"/>
    <CredentialResolver type="File" key="${folder}/key.pem" certificate="${folder}/cert.pem"/>
  </ApplicationDefaults>
  <SecurityPolicyProvider type="XML" validate="true" path="/etc/shibboleth/security-policy.xml"/>
  <ProtocolProvider type="XML" validate="true" reloadChanges="false" path="/etc/shibboleth/protocols.xml"/>
</SPConfig>`

const logger = (file: string): string => `log4j.rootCategory=INFO, file
log4j.appender.file=org.apache.log4j.FileAppender
log4j.appender.file.fileName=${file}
log4j.appender.file.layout=org.apache.log4j.PatternLayout
log4j.appender.file.layout.ConversionPattern=%p %c: %m%n
`

const attributeMap = `<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Attribute name="urn:oid:2.16.840.1.113730.3.1.241" id="displayName"/>
  <Attribute name="urn:oid:1.3.6.1.4.1.32264.1.1.3" id="jaDisplayName"/>
  <Attribute name="urn:oid:1.3.6.1.4.1.5923.1.1.1.9" id="affiliation">
    <AttributeDecoder xsi:type="ScopedAttributeDecoder" caseSensitive="false"/>
  </Attribute>
  <Attribute name="urn:oasis:names:tc:SAML:attribute:pairwise-id" id="pairwise-id">
    <AttributeDecoder xsi:type="ScopedAttributeDecoder" caseSensitive="false"/>
  </Attribute>
  <Attribute name="urn:oid:1.3.6.1.4.1.5923.1.1.1.10" id="persistent-id">
    <AttributeDecoder xsi:type="NameIDAttributeDecoder" formatter="$NameQualifier!$SPNameQualifier!$Name" defaultQualifiers="true"/>
  </Attribute>
</Attributes>`

const apacheConfig = (folder: string, port: number): string => `ServerRoot ${folder}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
Listen 127.0.0.1:${port}
ServerName ${origin}:443
UseCanonicalName On
LoadModule mpm_event_module ${modules}/mod_mpm_event.so
LoadModule authn_core_module ${modules}/mod_authn_core.so
LoadModule authz_core_module ${modules}/mod_authz_core.so
LoadModule authz_user_module ${modules}/mod_authz_user.so
LoadModule mime_module ${modules}/mod_mime.so
LoadModule mod_shib ${modules}/mod_shib.so
${userInfo().uid === 0 ? 'User www-data\nGroup www-data' : ''}
ErrorLog ${folder}/apache.log
TypesConfig /etc/mime.types
DocumentRoot ${folder}/www
ShibConfig ${folder}/shibboleth2.xml
<Directory ${folder}/www>
  Require all granted
</Directory>
<Location /Shibboleth.sso>
  AuthType None
  Require all granted
</Location>
<Location /secure>
  AuthType shibboleth
  ShibRequestSetting requireSession 1
  Require shib-session
</Location>
`
