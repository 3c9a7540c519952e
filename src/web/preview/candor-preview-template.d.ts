/** The template that a preview is of: the bundler puts it here. */
declare module 'candor-preview-template' {
  const template: import('../../../remotion/template.ts').Template;
  export default template;
}
