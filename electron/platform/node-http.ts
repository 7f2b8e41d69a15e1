// Node's own modules for the network, when they are first needed: at start-up nobody talks to a network yet. And without Node's
// fetch: an import of node:http loads that as well (20 to 30 ms under Node 24), for some names of it which the module exports.

export const http = () => process.getBuiltinModule('node:http')
export const https = () => process.getBuiltinModule('node:https')
export const zlib = () => process.getBuiltinModule('node:zlib')
