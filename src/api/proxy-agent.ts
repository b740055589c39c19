import type { Agent, AgentOptions } from 'node:http';

/**
 * An agent that goes through the proxy that the environment names for an address: `HTTPS_PROXY`, `HTTP_PROXY`,
 * `ALL_PROXY`, but for what `NO_PROXY` lists. Undefined where it names none.
 */
export async function proxyAgent(url: string, options: AgentOptions): Promise<Agent | undefined> {
  if (!Object.keys(process.env).some(name => /_proxy$/i.test(name))) return undefined;
  const { getProxyForUrl } = await import('proxy-from-env');
  const proxy = getProxyForUrl(url);
  if (!proxy) return undefined;
  if (url.startsWith('https:')) {
    const { HttpsProxyAgent } = await import('https-proxy-agent');
    return new HttpsProxyAgent(proxy, options);
  }
  const { HttpProxyAgent } = await import('http-proxy-agent');
  return new HttpProxyAgent(proxy, options);
}
