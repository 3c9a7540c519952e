/** Resolved by `build.ts` to the template being built. */
declare module 'candor:template' {
  const template: import('../../../remotion/template.ts').Template;
  export default template;
}
