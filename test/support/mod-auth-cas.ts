/**
 * Debian's CAS client for Apache, behind an Apache of its own on loopback: a real service for tests. It checks tickets over TLS
 * only, so our server stands behind a small front with a certificate of the test.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { createServer as createTlsServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { certificateFor } from './certificate.ts'
import { freePort, until, visitorOf, type Visitor } from './apache.ts'

const modules = '/usr/lib/apache2/modules'

/** Why no CAS service can be run here, as `{ skip }` wants it. */
export const modAuthCasMissing: string | false = ['/usr/sbin/apache2', `${modules}/mod_auth_cas.so`].every(existsSync)
  ? false
  : 'no mod_auth_cas on this machine (libapache2-mod-auth-cas)'

export type CasPeer = {
  /** What an operator would register. */
  readonly address: string
  readonly visitor: () => Visitor
  readonly log: () => Promise<string>
  readonly end: () => Promise<void>
}

/** Starts a service in front of which one of our websites stands; `/secure/` on it needs a session. */
export const modAuthCas = async (ourPort: number, baseUrl: string): Promise<CasPeer> => {
  const folder = await mkdtemp(join(tmpdir(), 'skm-cas-'))
  await chmod(folder, 0o755)
  const at = (name: string): string => join(folder, name)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const certificate = await certificateFor(privateKey, 'localhost')
  const front = await frontOf(ourPort, { key, certificate, host: new URL(baseUrl).host })
  const frontPort = (front.address() as AddressInfo).port
  const port = await freePort()
  await Promise.all([
    writeFile(at('front.pem'), certificate),
    mkdir(at('www/secure'), { recursive: true }),
    mkdir(at('cookies')),
  ])
  await chmod(at('cookies'), 0o777)
  await writeFile(at('www/secure/index.shtml'), page)
  await writeFile(at('apache.conf'), apacheConfig({ folder, port, frontPort, baseUrl }))
  const apache: ChildProcess = spawn('/usr/sbin/apache2', ['-X', '-f', at('apache.conf')], { stdio: 'ignore' })
  await until(port, [apache])
  return {
    address: `http://127.0.0.1:${port}/secure`,
    visitor: () => visitorOf(port, `127.0.0.1:${port}`),
    log: async () => (await readFile(at('apache.log'), 'utf8')).slice(-4000),
    end: async () => {
      apache.kill('SIGKILL')
      front.close()
      front.closeAllConnections()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** TLS before our server, as a campus proxy would be. */
const frontOf = async (
  port: number,
  { key, certificate, host }: { readonly key: string; readonly certificate: string; readonly host: string },
): Promise<Server> => {
  const front = createTlsServer({ key, cert: certificate }, (request, response) => {
    const { method, url } = request
    const onward = httpRequest({ host: '127.0.0.1', port, method, path: url, headers: { host } }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onward)
  })
  await new Promise<void>(resolve => front.listen(0, '127.0.0.1', resolve))
  return front
}

/** Shows whom the service sees, and what it was told about them. */
const page = `user=<!--#echo var="REMOTE_USER" --> name=<!--#echo var="HTTP_CAS_DISPLAYNAME" --> at=<!--#echo var="HTTP_CAS_EDUPERSONSCOPEDAFFILIATION" -->`

const apacheConfig = ({
  folder,
  port,
  frontPort,
  baseUrl,
}: {
  readonly folder: string
  readonly port: number
  readonly frontPort: number
  readonly baseUrl: string
}): string => `ServerRoot ${folder}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
Listen 127.0.0.1:${port}
ServerName 127.0.0.1:${port}
UseCanonicalName On
LoadModule mpm_event_module ${modules}/mod_mpm_event.so
LoadModule authn_core_module ${modules}/mod_authn_core.so
LoadModule authz_core_module ${modules}/mod_authz_core.so
LoadModule authz_user_module ${modules}/mod_authz_user.so
LoadModule dir_module ${modules}/mod_dir.so
LoadModule mime_module ${modules}/mod_mime.so
LoadModule include_module ${modules}/mod_include.so
LoadModule auth_cas_module ${modules}/mod_auth_cas.so
${userInfo().uid === 0 ? 'User www-data\nGroup www-data' : ''}
ErrorLog ${folder}/apache.log
LogLevel info auth_cas:debug
TypesConfig /etc/mime.types
DocumentRoot ${folder}/www
DirectoryIndex index.shtml
AddOutputFilter INCLUDES .shtml
AddType text/html .shtml
CASVersion 2
CASDebug On
CASLoginURL ${baseUrl}/cas/login
CASValidateURL https://localhost:${frontPort}/cas/p3/serviceValidate
CASCertificatePath ${folder}/front.pem
CASCookiePath ${folder}/cookies/
CASSSOEnabled On
CASAttributePrefix CAS-
<Directory ${folder}/www>
  Options +Includes
  Require all granted
</Directory>
<Location /secure>
  AuthType CAS
  CASAuthNHeader CAS-User
  Require valid-user
</Location>
`
