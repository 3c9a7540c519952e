/** What a viewer can do, scene by scene, and where in the picture. */
import type { DeclaredInteraction } from '../../remotion/index.ts';
import { close, compare, FPS, LEAVE, months, tip } from './timing.ts';

const column = (y: number, height: number) => ({ x: 0.069, y, width: 0.36, height });
const across = (y: number, height: number) => ({ x: 0.067, y, width: 0.866, height });
/** The last moment at which everything of a scene still stands. */
const stands = ({ seconds }: { readonly seconds: number }): number => seconds - (LEAVE + 1) / FPS;

export const lightest: DeclaredInteraction = {
  id: 'lightest',
  kind: 'chapter',
  at: [months.mark / FPS, stands(months)],
  title: { en: 'The lightest month', de: 'Der sparsamste Monat' },
};

export const peers: DeclaredInteraction = {
  id: 'peers',
  kind: 'hotspot',
  at: [0.5, 3],
  box: {
    landscape: { x: 0.66, y: 0, width: 0.275, height: 0.12 },
    portrait: { x: 0.5, y: 0.045, width: 0.433, height: 0.045 },
    square: { x: 0.5, y: 0.04, width: 0.433, height: 0.07 },
  },
  label: { content: 'peers.label' },
  text: { content: 'peers.text' },
};

export const larger: DeclaredInteraction = {
  id: 'larger',
  kind: 'question',
  at: [3, stands(compare)],
  box: { landscape: column(0.56, 0.32), portrait: across(0.4, 0.48), square: across(0.4, 0.45) },
  text: { content: 'quiz.text' },
  options: [
    { id: 'less', label: { content: 'quiz.right' }, right: true, feedback: { content: 'quiz.because' } },
    { id: 'twice', label: { content: 'quiz.wrong' }, feedback: { content: 'quiz.because' } },
    { id: 'more', label: { content: 'quiz.alsoWrong' }, feedback: { content: 'quiz.because' } },
  ],
};

export const willTry: DeclaredInteraction = {
  id: 'will-try',
  kind: 'poll',
  at: [3, stands(tip)],
  box: { landscape: column(0.57, 0.31), portrait: across(0.42, 0.46), square: across(0.42, 0.43) },
  text: { en: 'Will you try it?', de: 'Werden Sie es ausprobieren?' },
  options: [
    { id: 'yes', label: { en: 'Yes', de: 'Ja' } },
    { id: 'already', label: { en: 'I do it already', de: 'Das mache ich schon' } },
    { id: 'no', label: { en: 'No', de: 'Nein' } },
  ],
};

export const account: DeclaredInteraction = {
  id: 'account',
  kind: 'cta',
  at: [close.cta / FPS, close.seconds],
  box: {
    landscape: { x: 0.069, y: 0.358, width: 0.3, height: 0.12 },
    portrait: { x: 0.067, y: 0.41, width: 0.6, height: 0.072 },
    square: { x: 0.067, y: 0.31, width: 0.5, height: 0.09 },
  },
  label: { content: 'closing.cta' },
};
