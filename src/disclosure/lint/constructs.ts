/** What a scene may not be made of, and why: its picture would not be its markup, or would differ between machines and days. */

const EMPTY = 'leaves the markup empty or unfinished';
const MEASURES = 'measures a layout; use the kit’s `fit`, which measures the same everywhere';
const VARIES = 'differs between machines and days';
const FORMATS = 'differs between Node and browsers; use the kit’s formats';
const REACHES = 'reaches outside the picture';
const LATER = 'happens after the frame is drawn';

/** Names that may not be imported, by module. */
export const IMPORTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  remotion: {
    Img: 'has no src in markup; use the kit’s `<Picture>`',
    ...each(
      ['Audio', 'Video', 'OffthreadVideo', 'Html5Audio', 'Html5Video', 'IFrame', 'AnimatedImage', 'CanvasImage'],
      EMPTY,
    ),
    ...each(['delayRender', 'continueRender', 'cancelRender', 'useDelayRender', 'useBufferState', 'prefetch'], LATER),
    getRemotionEnvironment: 'makes a picture depend on where it is drawn',
    staticFile: 'names files outside the template; import the file',
  },
  react: {
    ...each(['Suspense', 'lazy', 'use'], EMPTY),
    ...each(['useEffect', 'useLayoutEffect', 'useInsertionEffect', 'useSyncExternalStore', 'useTransition'], LATER),
    ...each(['useDeferredValue', 'startTransition', 'useOptimistic', 'useActionState'], LATER),
  },
};

/** Packages of Remotion that are arithmetic on shapes and numbers alone. */
export const PURE_REMOTION = ['@remotion/shapes', '@remotion/paths', '@remotion/noise', '@remotion/animation-utils'];

/** Globals that may not be touched. */
export const GLOBALS: Readonly<Record<string, string>> = {
  ...each(
    ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'navigator', 'process', 'require'],
    REACHES,
  ),
  ...each(
    ['document', 'window', 'localStorage', 'sessionStorage', 'indexedDB', 'location', 'globalThis', 'self'],
    REACHES,
  ),
  ...each(['setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame', 'setImmediate'], LATER),
  ...each(['getComputedStyle', 'ResizeObserver', 'IntersectionObserver'], MEASURES),
  ...each(['eval', 'Function'], 'makes code from text'),
  Intl: FORMATS,
  performance: VARIES,
  crypto: VARIES,
};

/** Members that may not be used, on whatever object. */
export const MEMBERS: Readonly<Record<string, string>> = {
  ...each(['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'localeCompare'], FORMATS),
  ...each(['getBoundingClientRect', 'getClientRects', 'getBBox', 'getComputedTextLength', 'measureText'], MEASURES),
  ...each(['offsetWidth', 'offsetHeight', 'clientWidth', 'clientHeight', 'scrollWidth', 'scrollHeight'], MEASURES),
  ...each(['useEffect', 'useLayoutEffect', 'delayRender', 'getRemotionEnvironment'], LATER),
  dangerouslySetInnerHTML: 'can leave its box, and puts a value into the page unescaped',
};

/** `object.member` that may not be used. */
export const PAIRS: Readonly<Record<string, string>> = { 'Date.now': VARIES, 'Math.random': VARIES };

/** Elements that may not be drawn. */
export const ELEMENTS: Readonly<Record<string, string>> = {
  ...each(['video', 'audio', 'iframe', 'object', 'embed', 'canvas', 'portal'], EMPTY),
  ...each(['script', 'link', 'meta', 'base', 'form', 'input'], REACHES),
  style: 'would reach the disclosure layer too; style the element',
  ...each(['animate', 'animateTransform', 'animateMotion', 'set', 'marquee', 'blink'], LATER),
};

/** Style properties that move by themselves. */
export const MOVING = /^(animation|transition)([A-Z]|$)/;
export const MOVING_REASON = 'moves by the page’s clock; move by the frame';

function each(names: readonly string[], why: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, why]));
}
