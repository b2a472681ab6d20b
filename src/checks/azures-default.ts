/** How a check says that it rests on what Azure leaves out, where Azure does so for its default. */
export const azuresDefault = "not stated: Azure's default";
