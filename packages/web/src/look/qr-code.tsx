// A code for a phone's camera, drawn as one path: no image, no data: address. Loaded only where it is shown.
import { encode } from 'uqr';

interface QrCodeProps {
  readonly text: string;
  /** What it is, for those who cannot see it. The same text must stand beside it in letters. */
  readonly name: string;
}

// ISO/IEC 18004 asks for four modules of quiet around the code.
const QUIET_MODULES = 4;

export default function QrCode({ text, name }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_MODULES });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} shapeRendering="crispEdges">
      <path d={dark.join('')} fill="currentColor" />
    </svg>
  );
}
