// A provider of OpenID Connect for tests: node provider.mjs MODULES REDIRECT. It says where it listens on the first line, and
// ends with its standard input. Whoever signs in as "NAME" is NAME@example.org; what stands after a plus sign is a group, after
// an exclamation mark nothing is known of the address.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, redirect] = process.argv.slice(2)
const { default: Provider } = await import(pathToFileURL(join(modules, 'oidc-provider/lib/index.js')))

const server = createServer()
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const issuer = `http://127.0.0.1:${server.address().port}`

const provider = new Provider(issuer, {
  clients: [{ client_id: 'entente', client_secret: 'between the two of them', redirect_uris: [redirect] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  scopes: ['openid', 'groups'],
  cookies: { keys: ['for tests alone'] },
  pkce: { required: () => true },
  async findAccount(_, id) {
    const [name, group] = id.replace('!', '').split('+')
    return {
      accountId: id,
      claims: async () => ({ sub: id, email: `${name}@example.org`, email_verified: !id.endsWith('!'), name, groups: group ? [group] : [] }),
    }
  },
})
server.on('request', provider.callback())
console.log(issuer)
process.stdin.on('end', () => process.exit(0)).resume()
