/** What a mail is made from: texts in one locale already, and addresses that are a person's own or the tags that become them. */

/** Colours as `#rrggbb`: old mail programs read nothing else. */
export interface Tones {
  readonly paper: string;
  readonly around: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly button: string;
  readonly onButton: string;
}

export interface MailView {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** Of the video. */
  readonly title: string;
  readonly sender: { readonly name: string; readonly address: string; readonly privacyUrl: string };
  /** What the video may use of what the sender has, and why. */
  readonly uses: readonly { readonly label: string; readonly why: string }[];
  readonly light: Tones;
  readonly dark: Tones;
  /** The sender's logo, no SVG; size in CSS pixels. */
  readonly logo?: { readonly at: string; readonly width: number; readonly height: number };
  readonly watch: string;
  readonly stop: string;
  /** Size in CSS pixels, 600 wide at most; the file has twice as many where it can. */
  readonly picture: {
    readonly at: string;
    readonly width: number;
    readonly height: number;
    readonly personal: boolean;
  };
  /** The mailing system's own unsubscribe address. */
  readonly unsubscribe?: string;
  /** Stands in a link that the mailing system shall leave alone. */
  readonly untracked?: string;
}
