import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import adapter from '@sveltejs/adapter-node'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

/** The script in app.html that sets the theme before the first paint, by its hash: pages without scripts of their own get no nonce. */
const themeScript = /<script nonce="[^"]*">([\s\S]*?)<\/script>/.exec(
  readFileSync(new URL('src/app.html', import.meta.url), 'utf8'),
)![1]!
const themeHash = `sha256-${createHash('sha256').update(themeScript).digest('base64')}` as const

export default defineConfig({
  // A font inside the stylesheet would be refused by font-src and loaded by pages that never use it.
  build: { assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined) },
  plugins: [
    tailwindcss(),
    paraglideVitePlugin({
      project: new URL('project.inlang', import.meta.url).pathname,
      outdir: new URL('src/lib/i18n/generated', import.meta.url).pathname,
      // The language is chosen by the hooks of the server and of the client, see lib/server/request-locale.ts.
      strategy: ['globalVariable', 'baseLocale'],
      emitTsDeclarations: true,
    }),
    sveltekit({
      adapter: adapter(),
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self', themeHash],
          'style-src': ['self'],
          // A shop's theme is a style attribute on its root, and floating panels are placed by one.
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'font-src': ['self'],
          // The realtime service listens on another port of the same host, which only the running process knows.
          'connect-src': ['self', 'ws:', 'wss:', 'http:'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'frame-ancestors': ['self'],
          // Browsers hold redirects after a form post to this list: sign-up ends on the new shop's host, payment on the gateway's.
          'form-action': ['self', 'http:', 'https:'],
        },
      },
    }),
  ],
})
