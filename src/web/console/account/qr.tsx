/** A text as a QR code, drawn here: nobody else learns it. */
import encodeQR from 'qr';

interface QrProps {
  readonly text: string;
  readonly label: string;
}

/** Dark on light in both schemes, with the quiet zone of four modules that readers need (ISO/IEC 18004, 5.3.8). */
export function Qr({ text, label }: QrProps) {
  const rows = encodeQR(text, 'raw', { border: 4, ecc: 'medium' });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className="qr" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}
