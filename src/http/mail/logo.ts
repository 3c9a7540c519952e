/** The sender’s logo in a mail. */
import type { Storage } from '../../storage/index.ts';
import { findLogo } from '../viewer/logos.ts';
import type { Campaign } from '../viewer/shown.ts';

/** Nothing for a drawing: Gmail and Outlook show no SVG (caniemail.com/features/image-svg). `base`: of its address. */
export async function mailLogo(storage: Storage, { workspaceId, spec }: Campaign, base: string) {
  const hash = spec.brand.logo;
  const logo = hash && (await findLogo(storage, workspaceId, hash));
  if (!logo || logo.type === 'image/svg+xml') return {};
  return { logo: { at: `${base}${logo.src}`, width: logo.width, height: logo.height } };
}
