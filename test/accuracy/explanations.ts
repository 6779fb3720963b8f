/** What a reader should know about a group's figures, by the group's title. */
export const explanations: { readonly [title: string]: string } = {};
