/** Style sheets are taken along by the build; they export nothing. */
declare module '*.css';
