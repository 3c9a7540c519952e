/** The pages of the frame, in their order. A page adds itself here and at its address in `app.tsx`. */

export interface Page {
  readonly to: string;
  readonly name: string;
  /** Pressed after `g`. */
  readonly letter: string;
  /** Addresses that belong to it as well. */
  readonly under?: string;
}

export const PAGES: readonly Page[] = [
  { to: '/', name: 'Campaigns', letter: 'c', under: '/campaigns' },
  { to: '/templates', name: 'Templates', letter: 't', under: '/templates' },
  { to: '/audit', name: 'Audit log', letter: 'a' },
  { to: '/settings', name: 'Settings', letter: 's', under: '/settings' },
];
