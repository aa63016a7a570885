import { aptInstall } from './apt-install.ts'
import { isExecutable, onPath } from './on-path.ts'

export type Browser = { executablePath: string; args: string[] }

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A browser for the journeys: $CHROMIUM, one of this machine, one installed from Debian where we may, else the one that
 * npm carries. Throws when none of them can be had.
 */
export async function findChromium(): Promise<Browser> {
  const given = process.env.CHROMIUM
  if (given) {
    if (isExecutable(given)) return { executablePath: given, args: FLAGS }
    throw new Error(`CHROMIUM=${given} is not an executable file.`)
  }
  const installed = installedChromium()
  if (installed) return { executablePath: installed, args: FLAGS }
  const reason = await aptInstall('chromium')
  const fresh = installedChromium()
  if (fresh) return { executablePath: fresh, args: FLAGS }
  console.log(`No Chromium from Debian (${reason ?? 'it brought none'}); using the one that npm carries.`)
  return chromiumFromNpm()
}

function installedChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  return ['/usr/bin/chromium', ...names.map(onPath)].find((file) => file !== undefined && isExecutable(file))
}

async function chromiumFromNpm(): Promise<Browser> {
  const { default: chromium } = await import('@sparticuz/chromium')
  return { executablePath: await chromium.executablePath(), args: [...chromium.args, ...FLAGS] }
}
