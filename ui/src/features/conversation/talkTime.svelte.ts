let seconds = $state<number | null>(null);

/** How long the talk on screen took up to now, in seconds; null until the device told. */
export const talkTime = {
  get seconds(): number | null {
    return seconds;
  },
  set seconds(spent: number | null) {
    seconds = spent;
  },
};
