export { type ViewerDeps, viewerRouter } from './router.ts';
