/** The icon of our pages: the first four marks of personal data, the same for everybody. */
import { type RequestHandler, Router } from 'express';
import { MARKS, type Tone } from '../../remotion/tokens.ts';
import { ICON } from '../web/icon.tsx';
import { forBrowsers } from './stylesheet.ts';

/** As those marks are drawn, on a square of 16: solid, dash, dot, wave. */
const STROKES: readonly string[] = [
  '<path d="M1 2.5h14"/>',
  '<path d="M1 6.2h14" stroke-dasharray="3.6 1.6"/>',
  '<path d="M2 9.8h12.1" stroke-dasharray="0 3" stroke-linecap="round" stroke-width="2.2"/>',
  '<path d="M1 13.5q1.75-3 3.5 0t3.5 0 3.5 0 3.5 0" stroke-width="1.8"/>',
];

function iconSvg(): string {
  const colours = (tone: Tone) =>
    STROKES.map((_, at) => `path:nth-of-type(${at + 1}){stroke:${MARKS[at]?.colour[tone]}}`).join('');
  const css = `${colours('light')}@media (prefers-color-scheme:dark){${colours('dark')}}`;
  const style = `<style>${forBrowsers(css, 'icon.css')}</style>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke-width="2">${style}${STROKES.join('')}</svg>`;
}

export function iconRouter(): Router {
  const svg = iconSvg();
  const send: RequestHandler = (_request, response) => {
    response.set({
      'Cache-Control': 'public, max-age=86400',
      // A drawing with its own style, and nothing else.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    });
    response.type('image/svg+xml').send(svg);
  };
  // Browsers ask for the second by themselves, beside what is no page: a video, an answer of the API.
  return Router().get([ICON, '/favicon.ico'], send);
}
