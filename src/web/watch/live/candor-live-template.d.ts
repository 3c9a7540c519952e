/** The one template this script plays; who builds it says where that is. */
declare module 'candor-live-template' {
  const template: import('../../../../remotion/template.ts').Template;
  export default template;
}
