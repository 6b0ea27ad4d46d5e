#!/usr/bin/python3
"""Fits the laws of matrix products (model/performance/ProductLaw.h) and writes resources/calibration/products.yaml.

usage: fit_products.py [ORACLES.yaml [OUT.yaml]]     needs Debian's python3-yaml, python3-numpy, python3-scipy

Fitted on every gemm table of the file (default: tests/data/kernel-oracles.yaml). Parts of one design share their constants, each part
may differ from them a little (a ridge penalty). The printed cross-validated error is that of tables whose (n, k) shape the fit has not seen
for that part and format: nine folds over whole tables."""
import os, sys, numpy as np, yaml
from scipy.optimize import least_squares

HERE = os.path.dirname(os.path.abspath(__file__))
FORMATS = {'bfloat16': ('bf16', 2, 'bf16_tflops'), 'fp8': ('fp8', 1, 'fp8_tflops'), 'nvfp4': ('fp4', 0.5, 'fp4_tflops')}
PARTS = {  # design, multiprocessors, words of a part's name that mean it, then of unmeasured parts of the same design
    'A100': ('ampere', 108, ['a100'], ['a800']), 'H100': ('hopper', 132, ['h100'], ['h800', 'h20', 'gh200']), 'H200': ('hopper', 132, ['h200'], []),
    'B200': ('blackwell', 148, ['b200'], ['b300']), 'GB200': ('blackwell', 148, ['gb200'], ['gb300'])}
TILES = [(256, 128), (128, 256), (128, 128), (64, 256), (128, 64), (64, 128), (64, 64)]
SPLITS = [1, 2, 4, 8]
LEAST_TILE = {'blackwell': {'nvfp4': 128}}  # Rows and columns of the smallest tile, else 64: block-scaled products have none smaller than 128 x 128.
# Constant: start value, expected spread of its logarithm. `compute` is bounded by 1 and fitted as a logit.
CONSTANTS = [('compute', 0.85, 0.5), ('memory', 0.8, 0.3), ('start', 4e-6, 1), ('sharpness', 3, 0.7), ('feed', 10, 1), ('tile', 5e-7, 1.5),
             ('quantise', 1.5e-12, 1), ('sag', 0.1, 1), ('floor', 5e5, 0.7), ('split', 2e-6, 1), ('depth', 3e-10, 1.5)]
BETWEEN = 4.0  # How many times closer parts of a design are than the spread of a design.

doc = yaml.safe_load(open(sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, '../data/kernel-oracles.yaml')))
out = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, '../../resources/calibration/products.yaml')
tables = [x for x in doc['oracles'] if x['kind'] == 'gemm' and 'recalled' not in x['confidence']]
groups = sorted({(x['hardware'], x['precision']) for x in tables})
families = sorted({(PARTS[h][0], p) for h, p in groups})
family_of = [families.index((PARTS[h][0], p)) for h, p in groups]
rows = np.array([(i, groups.index((x['hardware'], x['precision'])), m, x['model']['n'], x['model']['k'], t * 1e-6, FORMATS[x['precision']][1],
                  doc['hardware_peaks'][x['hardware']][FORMATS[x['precision']][2]] * 1e12, doc['hardware_peaks'][x['hardware']]['hbm_GBps'] * 1e9,
                  PARTS[x['hardware']][1], LEAST_TILE.get(PARTS[x['hardware']][0], {}).get(x['precision'], 64)) for i, x in enumerate(tables) for m, t in x['measured']['m_us']], float)
table, group = rows[:, 0].astype(int), rows[:, 1].astype(int)
M, N, K, T, BYTES, PEAK, BAND, SMS, LEAST = rows[:, 2:].T
COUNT = len(CONSTANTS)
SPREAD = np.array([c[2] for c in CONSTANTS])


def constants(v):
    f = v[:len(families) * COUNT].reshape(-1, COUNT)
    g = v[len(families) * COUNT:].reshape(-1, COUNT)
    x = f[family_of] + g
    start = np.array([c[1] for c in CONSTANTS])
    c = start * np.exp(x)
    c[:, 0] = 1 / (1 + np.exp(-(np.log(start[0] / (1 - start[0])) + x[:, 0])))
    return c


def times(c, i):
    compute, memory, start, sharpness, feed, tile, quantise, sag, floor, split, depth = c[group[i]].T
    m, n, k = M[i], N[i], K[i]
    best = np.full(len(i), np.inf)
    for tm, tn in TILES:
        tiles = np.ceil(m / tm) * np.ceil(n / tn)
        one = 2 * tm * tn * k * SMS[i] / (PEAK[i] * compute) * (1 + feed * (1 / tm + 1 / tn)) + depth * k
        for s in SPLITS:
            cost = np.ceil(tiles * s / SMS[i]) * (one / s + tile) + (0 if s == 1 else split + s * 4 * m * n / BAND[i])
            best = np.minimum(best, np.where(min(tm, tn) >= LEAST[i], cost, np.inf))
    best = best * (1 + sag * np.maximum(0, np.log10(2 * m * n * k / 1e12)))
    traffic = (BYTES[i] * (m * k + k * n) + 2 * m * n + floor) / (BAND[i] * memory)
    big, small = np.maximum(best, traffic), np.minimum(best, traffic)
    return start + big * (1 + (small / big)**sharpness)**(1 / sharpness) + np.where(BYTES[i] < 2, quantise * m * k, 0)


def fit(i, v0=None):
    def residuals(v):
        f = v[:len(families) * COUNT].reshape(-1, COUNT)
        g = v[len(families) * COUNT:].reshape(-1, COUNT)
        return np.concatenate([np.log(times(constants(v), i) / T[i]) / 0.05, (0.7 * f / SPREAD).ravel(), (4 * BETWEEN * g / SPREAD).ravel()])
    def solve(start, steps=60):
        return least_squares(residuals, start, loss='soft_l1', max_nfev=steps)
    if v0 is not None:
        return solve(v0, 30).x
    # Products of few tiles can be slow for their depth or for want of splitting: the fit has a valley for each, so both are tried.
    starts = []
    for depth, split in ((0, 0), (1.6, 0), (1.6, 2)):
        start = np.zeros((len(families) + len(groups)) * COUNT)
        start[:len(families) * COUNT].reshape(-1, COUNT)[:, -1] = depth
        start[:len(families) * COUNT].reshape(-1, COUNT)[[i for i, f in enumerate(families) if f[1] == 'nvfp4'], -2] = split
        starts.append(solve(start))
        print('start', depth, split, 'cost', starts[-1].cost)
    return min(starts, key=lambda x: x.cost).x


every = np.arange(len(T))
v = fit(every)
fitted = times(constants(v), every) / T - 1
unseen = np.zeros(len(T))
order = np.random.RandomState(1).permutation(len(tables))
for fold in range(9):
    left = np.isin(table, order[fold::9])
    unseen[left] = times(constants(fit(np.where(~left)[0], 0.9 * v)), np.where(left)[0]) / T[left] - 1
mean = lambda e: float(np.abs(e).mean())
print(f'all {len(T)} rows of {len(tables)} tables: fitted {mean(fitted):.4f}, cross-validated {mean(unseen):.4f}')
spread = np.array([mean(unseen[group == g]) for g in range(len(groups))])[group]
print('unseen rows inside a band of 1.4, 1.55, 1.7 errors of their law:', [round(float((np.abs(np.log(1 + unseen)) < np.log(1 + f * spread)).mean()), 3) for f in (1.4, 1.55, 1.7)])
for i, x in enumerate(tables):
    if '-v' in sys.argv: print(x['id'], np.round(100 * unseen[table == i]).astype(int))
short = lambda x: format(float('%.4g' % x), '.4g')
with open(out, 'w') as f:
    f.write('# Laws of matrix products, as model/performance/ProductLaw.h words them; one law a line, read into the program when it is built.\n'
            '# Fitted by tests/calibration/fit_products.py on the tables of tests/data/kernel-oracles.yaml. `fitted` is the mean error on them,\n'
            '# `error` that on tables left out of the fit.\n'
            'source: "NVIDIA AIConfigurator kernel tables (Apache-2.0), TensorRT-LLM kernels"\n'
            f'rows: {len(T)}\nfitted: {mean(fitted):.4f}\nerror: {mean(unseen):.4f}\nlaws:\n')
    for g, (h, p) in enumerate(groups):
        c = constants(v)[g]
        if p == 'bfloat16': c[6] = 0
        f.write('  - {part: "%s", format: %s, marks: "%s", relatives: "%s", wide_peak: %s, processors: %d, least_tile: %d, ' % (h.lower(), FORMATS[p][0], ' '.join(PARTS[h][2]), ' '.join(PARTS[h][3]), short(doc['hardware_peaks'][h]['bf16_tflops'] * 1e12), PARTS[h][1], LEAST_TILE.get(PARTS[h][0], {}).get(p, 64))
                + ', '.join(f'{name}: {short(x)}' for (name, _, _), x in zip(CONSTANTS, c))
                + ', rows: %d, fitted: %.4f, error: %.4f}\n' % ((group == g).sum(), mean(fitted[group == g]), mean(unseen[group == g])))
        print(h, p, 'fitted %.3f cv %.3f' % (mean(fitted[group == g]), mean(unseen[group == g])))
