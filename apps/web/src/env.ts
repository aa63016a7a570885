import { defineEnvVars } from '@sveltejs/kit/env'
import { building } from '$app/env'

const required = (name: string) => (value: string | undefined) => {
  if (!value && !building) throw new Error(`${name} is not set; npm start sets it, or see .env.example.`)
  return value ?? ''
}

export const variables = defineEnvVars({
  DATABASE_URL: { schema: required('DATABASE_URL'), description: 'PostgreSQL as souk_app' },
  AUTH_DATABASE_URL: { schema: required('AUTH_DATABASE_URL'), description: 'PostgreSQL as souk_auth' },
  SOUK_DATA_DIR: { schema: (value) => value ?? '.data/files', description: 'folder of uploaded files' },
  DEMO_SHOPS: {
    schema: (value) => (value ?? '').split(',').filter(Boolean),
    description: 'slugs of the shops that the platform shows as examples',
  },
  PLATFORM_HOST: {
    public: true,
    schema: (value) => value ?? 'localhost',
    description: 'host name of the platform; shops are <slug>.<it>',
  },
  PUBLIC_MEDIA_ORIGIN: {
    public: true,
    schema: (value) => (value ?? '').replace(/\/$/, ''),
    description: 'origin of a host without cookies that serves public pictures; empty when each shop serves its own',
  },
  PUBLIC_REALTIME_PORT: {
    public: true,
    schema: (value) => value ?? '3001',
    description: 'port of the realtime service; empty when it shares the web address',
  },
})
