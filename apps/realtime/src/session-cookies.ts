/**
 * The tokens in a handshake's cookies. On https only the names with the __Host- prefix count, which a browser gives to no
 * sibling host; a value of another shape than a token is nothing.
 */
export function sessionTokens(cookieHeader: string | undefined, origin: string | undefined) {
  const prefix = origin?.startsWith('https:') ? '__Host-souk_' : 'souk_'
  const read = (name: string): string | null => {
    const start = `${prefix}${name}=`
    const part = (cookieHeader ?? '').split(/; */).find((cookie) => cookie.startsWith(start))
    const value = part?.slice(start.length) ?? ''
    return /^[a-z2-7]{32}$/.test(value) ? value : null
  }
  return { staff: read('staff'), customer: read('customer') }
}

export type SessionTokens = ReturnType<typeof sessionTokens>
