/** What a viewer can do, scene by scene, and where in the picture. */
import type { DeclaredInteraction } from '../../remotion/index.ts';
import { close, FPS, LEAVE, plan } from './timing.ts';

const across = (y: number, height: number) => ({ x: 0.067, y, width: 0.866, height });

export const read: DeclaredInteraction = {
  id: 'read',
  kind: 'pause',
  at: [4, plan.seconds - (LEAVE + 1) / FPS],
  box: {
    landscape: { x: 0.069, y: 0.735, width: 0.42, height: 0.15 },
    portrait: across(0.875, 0.045),
    square: across(0.72, 0.13),
  },
  text: { en: 'Take your time to read.', de: 'Lesen Sie in Ruhe.' },
};

export const begin: DeclaredInteraction = {
  id: 'begin',
  kind: 'cta',
  at: [close.cta / FPS, close.seconds],
  box: {
    landscape: { x: 0.069, y: 0.435, width: 0.28, height: 0.125 },
    portrait: { x: 0.067, y: 0.375, width: 0.6, height: 0.072 },
    square: { x: 0.067, y: 0.465, width: 0.5, height: 0.095 },
  },
  label: { content: 'closing.cta' },
};

export const change: DeclaredInteraction = {
  id: 'change',
  kind: 'hotspot',
  at: [1, close.seconds],
  box: {
    landscape: { x: 0.069, y: 0.75, width: 0.36, height: 0.13 },
    portrait: across(0.855, 0.06),
    square: across(0.785, 0.075),
  },
  label: { content: 'note.label' },
  text: { content: 'note.text' },
};
