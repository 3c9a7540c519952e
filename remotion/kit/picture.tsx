/** A picture of the template or the sender, found by its content. */
import type { CSSProperties } from 'react';

export interface PictureProps {
  /** What importing a file of the template gives, or the content hash (SHA-256, hex) of an uploaded picture. */
  readonly src: string;
  /** What is on it; empty where it only decorates. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly fit?: 'cover' | 'contain';
  readonly style?: CSSProperties;
}

/** Address of an uploaded picture; who draws the frame answers it. */
export const assetUrl = (hash: string): string => `/assets/${hash}`;

const isHash = (src: string): boolean => /^[0-9a-f]{64}$/.test(src);
/** A path of our own: no scheme, no other host. */
const isOwn = (src: string): boolean => /^(?![/\\]{2})[\w./-]+$/.test(src);

/** @throws Error for an address that is not one of our own files: pictures never come from a person's data. */
export function Picture({ src, alt, width, height, fit = 'cover', style }: PictureProps) {
  if (!isHash(src) && !isOwn(src)) throw new Error('Picture: src is a file of the template or a content hash');
  return (
    <img
      src={isHash(src) ? assetUrl(src) : src}
      alt={alt}
      width={width}
      height={height}
      style={{ objectFit: fit, display: 'block', ...style }}
    />
  );
}
