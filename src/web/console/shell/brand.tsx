/** The name, over four of the marks that personal data carries everywhere. */
import { Link } from 'react-aria-components';

export const Brand = () => (
  <Link href="/" className="brand">
    Candor
    <span className="signature" aria-hidden="true">
      {[1, 2, 3, 4].map((mark) => (
        <i key={mark} className={`mark mark-${mark}`} />
      ))}
    </span>
  </Link>
);
