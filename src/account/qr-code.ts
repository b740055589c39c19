/** The light modules around the code that ISO/IEC 18004 asks for; scanners find the code by them. */
const QUIET_ZONE = 4;

/**
 * A QR code, such as of the `otpauth://` URI that an authenticator scans. Anyone who sees it can read the secret.
 *
 * ```ts
 * import { qrCode } from 'portcullis';
 *
 * console.log(await qrCode('otpauth://totp/Shop:ada?secret=JBSWY3DPEHPK3PXP&issuer=Shop', 'terminal'));
 * ```
 *
 * @param format `terminal` for text with block characters, `svg` for an SVG element, `dataUrl` for an `img`'s `src`.
 */
export async function qrCode(text: string, format: 'terminal' | 'svg' | 'dataUrl'): Promise<string> {
  // Loaded with the first code: most programs draw none.
  const { renderSVG, renderUnicodeCompact } = await import('uqr');
  if (format === 'terminal') return renderUnicodeCompact(text, { border: QUIET_ZONE });
  const svg = renderSVG(text, { border: QUIET_ZONE });
  return format === 'svg' ? svg : `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
