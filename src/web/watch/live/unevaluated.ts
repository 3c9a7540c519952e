/** The page's policy lets nothing be evaluated: checks are not compiled, and do not try. Imported before any schema is made. */
import { config } from 'zod/v4/core';

config({ jitless: true });
