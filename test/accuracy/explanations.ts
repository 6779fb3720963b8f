/** What a reader should know about a group's figures, by the group's title. */
export const explanations: { readonly [title: string]: string } = {
  "Number formats: LeNet-5 on MNIST, Madam":
    "LNS8 with Madam stays within half a point of full precision, as LNS-Madam reports, and so does LUT 1, which the paper " +
    "puts about 0.85 points below LUT 8 on CIFAR-10: MNIST does not separate 8-bit formats, and the differences between most " +
    "rows are smaller than the spread of three seeds. Five-bit gradients cost nothing here, which agrees with the claim of the " +
    "paper's first version. The optimizer's state is stored in BF16 in all rows but FP32; at this decay Madam's second moment " +
    "then never shrinks, which `lnsim run` says.",
  "Logarithmic arithmetic throughout: LeNet-5 on MNIST, SGD":
    "13/5 comes close to full precision, as QAA-LNS reports. The paper expects the blind fit to be worse than the one made for " +
    "the width; here it is not: its tables at 13/5 have a root mean square error about as large (0.0114 and 0.0140 " +
    "octaves for equal and opposite signs, against 0.0122 and 0.0128), and the published tables for the width exceed the true " +
    "sum of equal signs by 0.006 octaves on average, the blind ones by none. With segments that our search found, 12/4 loses " +
    "less than a point; 10/3 trains, but five points short.",
  "Fewer bits and other ranges: LeNet-5 on MNIST, Madam":
    "Gamma 32 leaves four octaves, too few for gradients, and training falls apart, as LNS-Madam reports. At a " +
    "given range six bits cost a quarter of a point, five a point, four six; uniform and block formats of four bits do better " +
    "than logarithmic ones, which spend theirs on range.",
  "Number formats: character transformer on Moby Dick, Adam":
    "The text model separates what MNIST does not: LNS8 is within 0.01 bits of full precision, with LUT 1 too, FP8 0.02 " +
    "behind, uniform INT8 and MXFP8 more than 0.1; four bits are not enough, logarithmic ones least of all. On an update grid " +
    "of 8 bits Adam does not train it.",
  "Update grids: LeNet-5 on MNIST, Madam":
    "Madam moves a weight by a share of itself, 2^-4 octaves times a normalised gradient: half a step of the 8-bit grid. It " +
    "degrades least as the grid shrinks, as LNS-Madam reports.",
  "Update grids: LeNet-5 on MNIST, Adam":
    "A step of 0.001 is rounded away where it is less than half the distance of two codes: for weights above about 0.09 on the " +
    "grid of 10 bits and above 0.02 on that of 8. Adam falls behind at 10 bits and fails at 8, where Madam does not.",
};
