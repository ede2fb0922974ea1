import { MediaQuery } from "svelte/reactivity";

/** Laptop. In em, so that somebody with large letters gets the one-column screens. */
export const wide = new MediaQuery("min-width: 56em", false);
