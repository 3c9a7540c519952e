/** The settings of CONTRACT, read from the environment once at start; every wrong one is told in a line of its own. */
import { z } from 'zod';

const port = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(0)
  .max(65535, 'must be at most 65535');
const urlOf = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ''), `must look like ${example}`);
const bytes = z.coerce.number('must be a number of bytes').int('must be a whole number of bytes').min(0);

/** OpenID Connect Discovery 1.0, 4.1; over http only on one's own machine. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  const local = url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  return (url?.protocol === 'https:' || local) && !/[?#]/.test(text);
}

const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

const settingsSchema = z
  .object({
    HOST: z.string().min(1).optional(),
    PORT: port.default(4600),
    PUBLIC_URL: urlOf(['https:', 'http:'], 'https://videos.example.com')
      .refine((text) => !/[?#]/.test(text), 'must have no query and no fragment')
      .transform((text) => text.replace(/\/+$/, ''))
      .optional(),
    ROLE: z.enum(['all', 'api', 'worker'], 'must be all, api or worker').default('all'),
    DATA_DIR: z.string().min(1).default('.candor'),
    DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/name').optional(),
    REDIS_URL: urlOf(['redis:', 'rediss:'], 'redis://host:6379').optional(),
    STORAGE_URL: urlOf(['file:', 's3:'], 'file:/var/candor or s3://bucket?endpoint=…&region=…').optional(),
    MASTER_KEY: z
      .string()
      .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')
      .optional(),
    BROWSER_EXECUTABLE: z.string().min(1).optional(),
    RENDER_CONCURRENCY: z.coerce.number('must be a number').int('must be a whole number').min(1).max(64).optional(),
    RENDER_MODE: z.enum(['reuse', 'plain'], 'must be reuse or plain').default('reuse'),
    CACHE_MAX_BYTES: bytes.default(10 * 1024 ** 3),
    SMTP_URL: urlOf(['smtp:', 'smtps:'], 'smtp://host:587').optional(),
    SMTP_FROM: z
      .string()
      .regex(
        /^([^<>@\p{Cc}]{1,100} )?<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/u,
        'must look like Candor <candor@example.com>',
      )
      .optional(),
    OIDC_ISSUER: z
      .string()
      .refine(isIssuer, 'must be an https address without query and fragment (http on this machine alone)')
      .optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    OIDC_LABEL: z.string().trim().max(60, 'has at most 60 characters').default('your company account'),
    WEBHOOK_LOOPBACK: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level of pino')
      .default('info'),
  })
  .refine((settings) => settings.WEBHOOK_LOOPBACK === '0' || !settings.PUBLIC_URL, {
    path: ['WEBHOOK_LOOPBACK'],
    error: 'is for development, where PUBLIC_URL is not set',
  })
  .refine((settings) => settings.ROLE !== 'worker' || settings.DATABASE_URL || !settings.REDIS_URL, {
    path: ['REDIS_URL'],
    error: 'with ROLE=worker on other machines needs DATABASE_URL too',
  })
  .superRefine((settings, context) => {
    const missing = OIDC.filter((name) => settings[name] === undefined);
    if (missing.length === OIDC.length) return;
    for (const name of missing) {
      context.addIssue({ code: 'custom', path: [name], message: `is needed: ${OIDC.join(', ')} go together` });
    }
  });

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
export const SETTING_NAMES = Object.keys(settingsSchema.shape);

export class SettingsError extends Error {
  override name = 'SettingsError';
  /** One line a wrong setting: its name and the rule, never its value. */
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** An empty variable counts as absent. Throws `SettingsError`. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(SETTING_NAMES.map((name) => [name, env[name] || undefined]));
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SettingsError(parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`));
}

/** Where the service listens and what its links begin with. */
export function addresses(settings: Settings): { host: string; publicUrl: string } {
  const host = settings.HOST ?? (settings.PUBLIC_URL ? '0.0.0.0' : '127.0.0.1');
  return { host, publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}` };
}
