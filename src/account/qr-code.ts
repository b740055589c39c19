import { renderSVG, renderUnicodeCompact } from 'uqr';

/**
 * A QR code, such as of the `otpauth://` URI that an authenticator scans. Anyone who sees it can read the secret.
 *
 * ```ts
 * import { qrCode } from 'portcullis';
 *
 * console.log(qrCode('otpauth://totp/Shop:ada?secret=JBSWY3DPEHPK3PXP&issuer=Shop', 'terminal'));
 * ```
 *
 * @param format `terminal` for text with block characters, `svg` for an SVG element, `dataUrl` for an `img`'s `src`.
 */
export function qrCode(text: string, format: 'terminal' | 'svg' | 'dataUrl'): string {
  if (format === 'terminal') return renderUnicodeCompact(text);
  const svg = renderSVG(text);
  return format === 'svg' ? svg : `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
