/** Where calls go that belong together: the challenges of one Region mean nothing to another. */
export interface Route {
  /** The name of the Region that answered the first of them. */
  region?: string | undefined;
}
