/** Resolved by `bundle.ts` to the template being bundled. */
declare module 'candor-plain-template' {
  const template: import('../../../remotion/template.ts').Template;
  export default template;
}
