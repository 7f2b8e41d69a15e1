// Node's HTTP without its fetch: an import of node:http loads that as well (20 to 30 ms under Node 24), for some names of it
// which the module exports too.

export const http = process.getBuiltinModule('node:http')
export const https = process.getBuiltinModule('node:https')
