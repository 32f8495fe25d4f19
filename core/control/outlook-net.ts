/**
 * The numbers of the outlook: twelve neurons over its thirteen features, found by search (test/bench/RESULTS.md).
 *
 * They come from 905 generated days (four kinds of sky, seasons, roofs and households) and nine measured ones, each in some
 * thirty variants of roof and household; no day weighs more than a fortieth. First it was learned by regression what being
 * in a charge turned out to be worth at each moment, then the network was improved by what it won. Other days agreed: 216
 * and 149 generated, and measured ones of two other homes.
 */

export interface Neuron {
  readonly weights: readonly number[];
  readonly bias: number;
}

export const HIDDEN: readonly Neuron[] = [
  {
    weights: [
      -2.027, -0.4017, 0.0565, -0.08945, 0.2609, 0.5433, 0.1035, -0.8197, 0.02749, -1.411, -0.4952, 0.6637, 0.3647,
    ],
    bias: -1.022,
  },
  {
    weights: [1.634, 0.7342, 0.318, -0.1516, 0.1891, 0.9662, -0.4003, -0.8603, -0.5977, -0.594, 0.917, 0.3067, -1.218],
    bias: 3.25,
  },
  {
    weights: [-0.09722, -0.9833, 3.232, 7.693, 3.684, 1.127, 0.1943, -3.263, 2.079, -0.2187, 2.962, 2.397, -0.385],
    bias: 0.2875,
  },
  {
    weights: [5.832, -1.364, -0.636, 0.715, -0.2965, 0.2245, -0.6352, 0.8164, 0.2523, 1.121, -1.307, -2.365, -0.7386],
    bias: -0.5293,
  },
  {
    weights: [
      -0.5262, 0.02451, -0.09425, 0.4453, 0.04604, -0.5624, -0.02516, -0.1896, 0.1294, -1.643, 1.557, 0.6291, 0.7673,
    ],
    bias: -0.9071,
  },
  {
    weights: [-5.179, -1.66, -1.601, -1.166, -0.005911, -0.7453, -1.445, 3.562, -1.797, 2.725, -6.192, 0.2236, -2.119],
    bias: -1.859,
  },
  {
    weights: [4.682, 1.854, 0.4404, 2.077, 1.678, 0.1506, -1.855, 0.8919, 0.6824, 0.3575, 6.115, 1.61, 2.145],
    bias: 3.025,
  },
  {
    weights: [
      1.108, 0.5511, 0.8383, 0.4071, -0.0004515, 0.7105, -0.4288, -0.09465, 0.3318, 0.639, 2.286, -0.4412, 0.5793,
    ],
    bias: 2.158,
  },
  {
    weights: [
      -9.047, 0.9783, -0.4539, -1.225, -0.452, 0.06877, -0.4834, 2.039, -0.8081, 0.5947, -1.304, -0.9719, -1.327,
    ],
    bias: -0.207,
  },
  {
    weights: [
      -0.8685, 0.02326, -0.2528, 0.02817, 1.095, -0.1977, 0.1387, 0.5232, 0.05352, 1.855, 1.501, 0.4335, -0.7166,
    ],
    bias: 0.6489,
  },
  {
    weights: [-0.3635, -0.5979, -0.5997, -0.6798, -0.1378, -0.241, -1.268, 1.009, 0.399, 1.233, -1.576, 2.806, -0.2561],
    bias: -2.135,
  },
  {
    weights: [-0.367, 0.265, 0.8415, -1.668, -1.524, -0.4462, -0.1424, 0.1911, 0.2251, -0.7796, 1.137, 0.5895, 0.05976],
    bias: 0.882,
  },
];

export const OUT: readonly number[] = [
  -0.9445, 0.2437, 0.1592, -0.007285, 0.2143, -0.1813, -0.09001, 0.05213, -0.04159, -0.6167, -0.2491, -0.4923,
];
export const OUT_BIAS = 0.2748;
