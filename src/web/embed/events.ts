/** What `<candor-video>` tells the page it stands in. Ids and field keys only, never a value. */
export type EmbedEvent =
  | { readonly type: 'play' }
  | { readonly type: 'scene'; readonly scene: string }
  | { readonly type: 'answer'; readonly interaction: string; readonly option: string }
  | { readonly type: 'choice'; readonly fields: Readonly<Record<string, boolean>> }
  | { readonly type: 'cta'; readonly interaction?: string };
