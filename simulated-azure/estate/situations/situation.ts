import type { EstateDraft } from '../build/draft.ts';

/** One thing that happens in an estate: adds its cluster, and whatever belongs to it, to the draft. */
export type Situation = (draft: EstateDraft) => void;
