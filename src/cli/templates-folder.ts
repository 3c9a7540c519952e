/** Where the templates of this installation are. */
import { fileURLToPath } from 'node:url';

export const templatesFolder: string = fileURLToPath(new URL('../../templates', import.meta.url));
