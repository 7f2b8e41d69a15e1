// How to start npm: the very npm that started us where there is one, so that no shell is needed on Windows.

/** @returns {[command: string, ...first: string[]]} */
export const npmCommand = () => {
  const { npm_execpath: script } = process.env
  if (script && /npm-cli\.c?js$/.test(script)) return [process.execPath, script]
  return process.platform === 'win32' ? ['cmd.exe', '/d', '/c', 'npm.cmd'] : ['npm']
}
