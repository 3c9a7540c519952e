/** The icon that every page of ours names: one for everybody, so that a tab tells nothing of who is in it. */
export const ICON = '/favicon.svg';

export const Icon = () => <link rel="icon" href={ICON} type="image/svg+xml" />;
