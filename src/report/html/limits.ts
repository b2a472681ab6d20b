/** Clusters whose pages stand in the file as they are, for readers without scripts and for paper; the others are packed. */
export const plainPages = 60;

/** Of a fleet with more clusters than that: whose pages are part of what a browser with scripts reads. It takes the others from their packs. */
export const pagesAtOnce = 10;

/** Clusters that are packed together: enough to compress well, few enough to open at once. */
export const pagesInPack = 60;

/** Rows of the table. */
export const rowLimit = 2_500;

/** What the packed pages may take of the file, in bytes. */
export const packedBytes = 6_200_000;
