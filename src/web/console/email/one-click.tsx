/** Which unsubscribing is whose, and the header lines of RFC 8058 for senders that own them. */
import { type Esp, tagOf } from '../../../delivery/email/esp.ts';

export function OneClick({ esp }: { readonly esp: Esp }) {
  const lines = `List-Unsubscribe: <${tagOf(esp, 'stop')}>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click`;
  return (
    <div className="mail-stack">
      <p>
        “Stop personal videos” in the mail shows a page with one button; what is pressed there ends personal videos for
        this person and leaves your mailing list alone.
      </p>
      <details>
        <summary>Only if you send with software of your own: the one-click header</summary>
        <p>
          Your mailing system writes this header itself and must go on doing so. Where you write it, and a mail holds
          nothing but this video, these two lines let a mail program end the videos with one press (RFC 8058). Both have
          to be signed by DKIM.
        </p>
        <pre>
          <code>{lines}</code>
        </pre>
      </details>
    </div>
  );
}
