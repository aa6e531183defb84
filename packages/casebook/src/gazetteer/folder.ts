import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/** Where this user's own tables of places lie: `WHEREFROM_GAZETTEER`, or in the user's data folder. */
export function gazetteerFolder(env: Env = process.env): string {
  if (env.WHEREFROM_GAZETTEER) return env.WHEREFROM_GAZETTEER
  const data = env.XDG_DATA_HOME
  const base = data && isAbsolute(data) ? data : join(env.HOME || homedir(), '.local', 'share')
  return join(base, 'wherefrom', 'gazetteer')
}
