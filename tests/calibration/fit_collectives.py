#!/usr/bin/python3
"""Fits the laws of collectives (model/performance/CollectiveLaw.h) and writes resources/calibration/collectives.yaml.

usage: fit_collectives.py [ORACLES.yaml [OUT.yaml]]     needs Debian's python3-yaml, python3-numpy, python3-scipy

Fitted on the collective tables inside one node of the file (default: tests/data/kernel-oracles.yaml). A constant's logarithm is the sum of one
of the link (NVLink 3, 4, 5, PCIe), one of the operation and a small one of both (a ridge penalty keeps it small), so that an operation that was
not measured on a link still has its law. Printed are the errors when a table is left out, and when every table of its link, operation and
number of ranks is."""
import os, sys, numpy as np, yaml
from scipy.optimize import least_squares

HERE = os.path.dirname(os.path.abspath(__file__))
LINKS = [('nvlink3', 'a100 a800', 'nvl3', 300e9, False), ('nvlink4', 'h100 h200 h800 h20 gh200', 'nvl4', 450e9, True),
         ('nvlink5', 'b200 b300 gb200 gb300', 'nvl5', 900e9, True), ('pcie4', 'l40s l40 l4 a40 a10', 'pcie', 32e9, False)]
OPS = ['all_reduce', 'all_gather', 'reduce_scatter', 'alltoall']
# Constant: start value; spread of the logarithm over links, over operations, and of both together.
CONSTANTS = {
    'latency': (1e-5, 0.7, 0.5, 0.15),        # of a small message among 4 ranks
    'latency_growth': (0, 0, 0, 0),           # see below
    'rate': (0.8, 0.3, 0.3, 0.1),             # of the nominal bandwidth, among very many ranks
    'rank_loss': (0.6, 0.5, 0.5, 0),
    'small_rate': (0.37, 0.7, 0.5, 0.3),      # of the rate, while messages are small
    'small_growth': (0, 0, 0, 0),
    'bulk_start': (2.7, 0.7, 0.5, 0.3),       # over the latency
    'bulk_growth': (0, 0, 0, 0),
    'step': (3e-6, 0.7, 1, 0.4),
    'step_size': (1e5, 1, 1, 0),
    'switch_size': (4e6, 1.5, 0.7, 0.5),      # bytes, among 4 ranks
    'switch_growth': (0, 0, 0, 0)}
GROWTHS = {'latency_growth': (0.4, 0, 0.4), 'small_growth': (0, 0, 0.5), 'bulk_growth': (0, 0, 0.5), 'switch_growth': (1, 0.7, 0)}
WIDTH = 0.08

doc = yaml.safe_load(open(sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, '../data/kernel-oracles.yaml')))
out = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, '../../resources/calibration/collectives.yaml')


def link_of(hardware):
    words = hardware.lower().replace('-', '/').split('/')
    return next(i for i, link in enumerate(LINKS) if words[0] in link[1].split())


tables = [x for x in doc['oracles'] if x['kind'] == 'collective' and 'bytes_us' in x['measured'] and x['accelerators'] <= 8]
rows = np.array([(i, link_of(x['hardware']), OPS.index(x['model']), x['accelerators'], b, t * 1e-6)
                 for i, x in enumerate(tables) for b, t in x['measured']['bytes_us']], float)
table, link, op = rows[:, :3].astype(int).T
N, B, T = rows[:, 3:].T
W = B * (N - 1) / N * np.where(op == 0, 2, 1)
NOMINAL = np.array([x[3] for x in LINKS])[link]
IN_SWITCH = np.array([x[4] for x in LINKS])[link]
NL, NO = len(LINKS), len(OPS)
SLOTS, SPREAD = {}, []
for name, (start, by_link, by_op, both) in CONSTANTS.items():
    growth = GROWTHS.get(name)
    for kind, size, spread in (('link', NL, growth[1] if growth else by_link), ('op', NO, growth[2] if growth else by_op), ('both', NL * NO, 0 if growth else both)):
        if spread:
            SLOTS[name, kind] = slice(len(SPREAD), len(SPREAD) + size)
            SPREAD += [spread] * size
EXTRA = {'in_switch': (0.3, NL), 'shared_path': (0.5, 1), 'shared_latency': (0.3, 1)}
for name, (spread, size) in EXTRA.items():
    SLOTS[name] = slice(len(SPREAD), len(SPREAD) + size)
    SPREAD += [spread] * size
SPREAD = np.array(SPREAD)


def law(v, l, o):
    """The constants of links l and operations o, by name."""
    c = {}
    for name, (start, *_) in CONSTANTS.items():
        x = sum(v[SLOTS[name, kind]][i] for kind, i in (('link', l), ('op', o), ('both', l * NO + o)) if (name, kind) in SLOTS)
        c[name] = GROWTHS[name][0] + x if name in GROWTHS else start * np.exp(x)
    path = l == 3
    c['latency_growth'] = c['latency_growth'] + np.where(path, v[SLOTS['shared_latency']][0], 0)
    c['path_loss'] = np.where(path, 1.9 + v[SLOTS['shared_path']][0], 0)
    c['rank_loss'] = np.where(path, 0, np.minimum(c['rank_loss'], 1.2))
    c['in_switch'] = np.where((o == 0) & np.isin(l, [1, 2]), np.exp(v[SLOTS['in_switch']][l]), 1)
    return c


def times(v, i):
    n, w, b = N[i], W[i], B[i]
    c = law(v, link[i], op[i])
    ratio = n / 4
    latency = c['latency'] * ratio**c['latency_growth']
    rate = NOMINAL[i] * c['rate'] * (1 - c['rank_loss'] / n) * ratio**-c['path_loss'] * np.where(n > 4, c['in_switch'], 1)
    step = c['step'] * b / (b + c['step_size'])
    switch = c['switch_size'] * ratio**c['switch_growth']
    small = lambda b, w: latency + c['step'] * b / (b + c['step_size']) + w / (rate * c['small_rate'] * ratio**c['small_growth'])
    bulk = latency * (1 + c['bulk_start'] * ratio**c['bulk_growth']) + w / rate
    below = np.minimum(b, switch)
    before = small(below, w * below / b)
    share = 1 / (1 + np.exp(-np.clip(np.log(b / switch) / WIDTH, -50, 50)))
    return (1 - share) * before + share * np.maximum(bulk, before)


def fit(i, v0=None):
    residuals = lambda v: np.concatenate([np.log(times(v, i) / T[i]) / 0.06, v / SPREAD])
    # The switch is sharp; first a fit with a wide one finds its place.
    global WIDTH
    if v0 is not None:
        return least_squares(residuals, v0, loss='soft_l1', max_nfev=15).x
    v = np.zeros(len(SPREAD))
    for WIDTH in (0.5, 0.2, 0.08):
        v = least_squares(residuals, v, loss='soft_l1', max_nfev=60).x
    return v


every = np.arange(len(T))
v = fit(every)
fitted = times(v, every) / T - 1
mean = lambda e: float(np.abs(e).mean())


def left_out(keys):
    unseen = np.zeros(len(T))
    for key in sorted(set(keys)):
        out = np.isin(table, [i for i, k in enumerate(keys) if k == key])
        unseen[out] = times(fit(np.where(~out)[0], 0.8 * v), np.where(out)[0]) / T[out] - 1
    return unseen


one = left_out([(i,) for i in range(len(tables))])
alike = left_out([(link_of(x['hardware']), x['model'], x['accelerators']) for x in tables])
print(f'all {len(T)} rows of {len(tables)} tables: fitted {mean(fitted):.4f}, table left out {mean(one):.4f}, all alike left out {mean(alike):.4f}')
spread = np.array([mean(one[(link == l) & (op == o)]) for l, o in zip(link, op)])
print('unseen rows inside a band of 1.4, 1.6, 1.8 errors of their law:', [round(float((np.abs(np.log(1 + one)) < np.log(1 + f * spread)).mean()), 3) for f in (1.4, 1.6, 1.8)])
for i, x in enumerate(tables):
    if '-v' in sys.argv: print(x['id'], np.round(100 * one[table == i]).astype(int), np.round(100 * fitted[table == i]).astype(int))
for l, (name, *_) in enumerate(LINKS): print(name, 'fitted %.3f left out %.3f alike %.3f' % (mean(fitted[link == l]), mean(one[link == l]), mean(alike[link == l])))
short = lambda x: format(float('%.4g' % x), '.4g')
with open(out, 'w') as f:
    f.write('# Laws of collectives among accelerators of one scale-up domain, as model/performance/CollectiveLaw.h words them; one law a line, read\n'
            '# into the program when it is built. Fitted by tests/calibration/fit_collectives.py on the tables of tests/data/kernel-oracles.yaml.\n'
            '# `rows` were measured of the law itself; without any it follows from its link and its operation. `error` is that on tables left out.\n'
            'source: "NVIDIA AIConfigurator NCCL tables (Apache-2.0); NVIDIA DGX Cloud benchmarks for 1 MB to 16 GiB on H100"\n'
            f'rows: {len(T)}\nfitted: {mean(fitted):.4f}\nerror: {mean(one):.4f}\nlaws:\n')
    for l, (name, words, _, nominal, in_switch) in enumerate(LINKS):
        for o, word in enumerate(OPS):
            here = (link == l) & (op == o)
            c = law(v, np.array(l), np.array(o))
            error = mean(one[here]) if here.any() else mean(alike[link == l])
            f.write('  - {link: "%s", parts: "%s", operation: %s, nominal: %s, ' % (name, words, word, short(nominal)) + ', '.join(f'{k}: {short(x)}' for k, x in c.items())
                    + ', rows: %d, error: %.4f}\n' % (here.sum(), error))
