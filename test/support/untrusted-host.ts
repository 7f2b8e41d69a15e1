// An HTTPS server on 127.0.0.1 whose certificate nobody trusts. The key is made for this and protects nothing.
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBjzCCATagAwIBAgIUCr7kpnPU+PSUL53S0owzfhNtJsAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMjAxMDIxMVoYDzIxMjYxMDI5
MDEwMjExWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASsUyFTHnp3SAZ1drxhDcegVNQ0TBPr3EvYRGGAWnsusLSV96n0vmtZ
LwEuAkBn3V6c74B9a8A11eUPqoxQypyho2QwYjAdBgNVHQ4EFgQUrTchJUWsh56L
9oAx/bjTx9KCxEUwHwYDVR0jBBgwFoAUrTchJUWsh56L9oAx/bjTx9KCxEUwDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0cAMEQC
IFwmtlqx7d38jrIeRfxgrdCcS9EKmZ/YIa+Ebx6Vk72vAiBQ+RXDbUuFe8DkF5Sx
s1h8lveyIVpMgC7UvkvgflZCYQ==
-----END CERTIFICATE-----`

const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgm746tEaSRJv3o8s6
PvbRhKEjqar8E43nqWhoxRhIDMahRANCAASsUyFTHnp3SAZ1drxhDcegVNQ0TBPr
3EvYRGGAWnsusLSV96n0vmtZLwEuAkBn3V6c74B9a8A11eUPqoxQypyh
-----END PRIVATE KEY-----`

export const startUntrustedHost = async (): Promise<{ url: string; requests: number; close(): void }> => {
  const host = { url: '', requests: 0, close: () => void server.close() }
  const server = createServer({ cert: CERTIFICATE, key: KEY }, (_, response) => {
    host.requests++
    response.end('null')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host.url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return host
}
