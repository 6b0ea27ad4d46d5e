#!/usr/bin/python3
"""Fits the constants of training software on published steps, and judges them on rows that were left out.

usage: fit_training.py RESIDUALS CASES.yaml [GROUP...] [--show] [--row] [--model] [--source] [--write training.yaml]

RESIDUALS is the program built from TrainingResiduals.cpp beside this file, CASES.yaml a file of the shape of
performance-oracles.yaml. The loss is the mean of |log(estimate / measured)| made smooth near 0, with a weak pull to the
values that the literature gives, so that a constant that the rows do not determine stays where it is.

Tried and left: products by the laws of ProductLaw.h instead of the curves of Calibration.cpp. They follow single kernels better (4.4 %
against 5 to 20 %), but not steps: those of Megatron-Core, nearly all of experts and narrow formats, 10.0 to 10.3 % against 9.5 %;
the tables are of another kernel set (TensorRT-LLM) than training runs on, so that their tiles need not be its tiles. One set of rates for all parts instead of one each (21 constants of
Megatron-Core instead of 31) is as good on rows and models left out (13.1 and 19.5 % against 13.0 and 19.5 %) but worse on the
rows at hand (10.7 against 9.5 %). Collectives by the laws of CollectiveLaw.h are as good as curves of their own, so those went."""
import collections, math, random, statistics, subprocess, sys, tempfile
import numpy, yaml
from scipy.optimize import least_squares

KINDS = ('train-step', 'finetune-step', 'lora-step')
PREFERRED = ('iteration_s', 'tokens_per_s_per_gpu', 'tokens_per_s_per_chip', 'tflops_per_gpu', 'tflops_per_chip', 'mfu_pct')

class Rows:
    def __init__(self, binary, path, group=None):
        document = yaml.safe_load(open(path))
        self.rows, items = [], []
        for row in document['oracles']:
            if row['kind'] not in KINDS or 'recalled' in str(row.get('confidence', '')):
                continue
            if group and software({'hardware': row['hardware'], 'row': row}) != group:
                continue
            key = next((k for k in PREFERRED if isinstance(row['measured'].get(k), (int, float))), None)
            if not key:
                continue
            model = row['model'] if isinstance(row['model'], dict) else document['models'].get(row['model'], {})
            low = 'fp8' in str(row.get('precision')).lower() or 'fp4' in str(row.get('precision')).lower()
            item = {k: v for k, v in row.items() if k not in ('measured', 'source', 'confidence', 'notes')}
            item['ask'] = [key]
            items.append(item)
            self.rows.append({'id': row['id'], 'key': key, 'measured': row['measured'][key], 'source': row['source'],
                              'model': row['model'] if isinstance(row['model'], str) else '%s-%s-%s' % (model['name'], model['layers'], model['hidden']),
                              'moe': bool(model.get('moe')), 'low': low, 'hardware': row['hardware'], 'row': row})
        self.file = tempfile.NamedTemporaryFile('w', suffix='.yaml')
        yaml.safe_dump({'hardware_peaks': document['hardware_peaks'], 'models': document['models'], 'oracles': items}, self.file, sort_keys=False)
        self.file.flush()
        self.process = subprocess.Popen([binary, self.file.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def errors(self, constants):
        """log(estimated time / measured time) of every row."""
        return self.errors_of([constants])[0]

    def errors_of(self, several):
        """The same for several sets of constants at a time, some forty at most, which a pipe holds."""
        for constants in several:
            self.process.stdin.write(' '.join('%s %.9g' % pair for pair in constants.items()) + '\n')
        self.process.stdin.flush()
        return [self.logs([float(word) for word in self.process.stdout.readline().split()]) for _ in several]

    def logs(self, values):
        out = []
        for row, value in zip(self.rows, values):
            sign = 1 if row['key'] == 'iteration_s' else -1
            out.append(sign * math.log(value / row['measured']) if value > 0 else math.nan)
        return numpy.array(out)

def family(row):
    return 'moe or low' if row['moe'] or row['low'] else 'dense'

def report(rows, errors, title):
    groups = collections.defaultdict(list)
    for row, error in zip(rows, errors):
        value = math.exp(error) - 1 if row['key'] == 'iteration_s' else math.exp(-error) - 1
        for name in (family(row), software(row) + ' ' + family(row), *([row['model']] if row['moe'] else []), row['source'][:34] + '|' + row['hardware'][:24] + (' moe' if row['moe'] else ' low' if row['low'] else '')):
            groups[name].append(100 * value)
    print(title)
    for name in sorted(groups):
        values = groups[name]
        good = [abs(v) for v in values if not math.isnan(v)]
        if good:
            print('  %-66s n %3d mean %5.1f median %5.1f bias %+5.1f worst %5.1f lost %d' % (name, len(values), statistics.mean(good), statistics.median(good), statistics.mean([v for v in values if not math.isnan(v)]), max(good), len(values) - len(good)))

# The constants of each software that its rows can determine: start, width of the pull (in e-folds), most.
GROUPS = {
    'classic': {'rows': lambda r: software(r) == 'classic', 'constants': {
        'classic.a100.wide': (0.85, 0.1, 1), 'classic.elementwisePasses': (14, 0.4, 40), 'classic.activationPasses': (3, 0.4, 12),
        'classic.hostForward': (0.8e-3, 0.7, 1), 'classic.hostBackward': (1.2e-3, 0.7, 1), 'classic.hostCollective': (0.1e-3, 1, 1),
        'classic.hostMessage': (0.2e-3, 1, 1),
        'classic.hostStep': (20e-3, 1, 1), 'classic.portShare': (0.8, 0.3, 1), 'classic.dataWindow': (0.2, 1, 1),
        'classic.optimizerBytes': (30, 0.4, 120)}},
    'fsdp': {'rows': lambda r: software(r) == 'fsdp', 'constants': {
        'fsdp.a100.wide': (0.85, 0.1, 1), 'fsdp.h100.wide': (0.7, 0.2, 1), 'fsdp.h100.fp8': (0.6, 0.2, 1),
        'fsdp.a100.attention': (0.5, 0.3, 0.9), 'fsdp.h100.attention': (0.35, 0.3, 0.9), 'fsdp.elementwisePasses': (14, 0.4, 40),
        'fsdp.activationPasses': (3, 0.4, 12), 'fsdp.hostForward': (0.5e-3, 0.7, 1), 'fsdp.hostBackward': (0.8e-3, 0.7, 1),
        'fsdp.hostStep': (20e-3, 1, 1), 'fsdp.stolen': (0.15, 0.7, 0.6), 'fsdp.portShare': (0.8, 0.3, 1), 'fsdp.gatherShare': (0.8, 0.4, 1), 'fsdp.dataWindow': (0.9, 0.3, 1),
        'fsdp.headSizeLoss': (32, 0.5, 128)}},
    'core': {'rows': lambda r: software(r) == 'core', 'constants': {
        'core.h100.wide': (0.85, 0.1, 1), 'core.h100.fp8': (0.9, 0.2, 1.3), 'core.b200.wide': (0.85, 0.1, 1), 'core.b200.fp8': (0.9, 0.2, 1.4),
        'core.gb200.wide': (0.85, 0.1, 1), 'core.gb200.fp8': (0.9, 0.2, 1.4), 'core.gb200.fp4': (0.9, 0.2, 1.6),
        'core.b300.wide': (0.9, 0.1, 1), 'core.b300.fp8': (0.95, 0.2, 1.6), 'core.gb300.wide': (0.9, 0.1, 1), 'core.gb300.fp8': (1.1, 0.2, 1.6), 'core.gb300.fp4': (1.1, 0.2, 1.8),
        'core.h100.attention': (0.55, 0.2, 0.9), 'core.b200.attention': (0.5, 0.2, 0.9), 'core.gb200.attention': (0.5, 0.2, 0.9), 'core.b300.attention': (0.55, 0.2, 0.9), 'core.gb300.attention': (0.55, 0.2, 0.9),
        'core.elementwisePasses': (12, 0.4, 40), 'core.activationPasses': (2, 0.4, 12), 'core.quantised': (2, 0.7, 12), 'core.quantisedBlock': (3, 0.7, 12),
        'core.hostForward': (0.4e-3, 0.7, 1), 'core.hostBackward': (0.6e-3, 0.7, 1), 'core.hostExpert': (1.0e-3, 1, 1),
        'core.hostMessage': (0.05e-3, 1, 1),
        'core.stolen': (0.15, 0.7, 0.6), 'core.tensorHidden': (0.5, 0.5, 1), 'core.grouped': (0.7, 0.4, 1), 'core.permutePasses': (8, 0.6, 60),
        'core.dispatchShare': (0.6, 0.5, 1), 'core.dispatchHidden': (0.2, 0.7, 1)}},
    'xla': {'rows': lambda r: software(r) == 'xla', 'constants': {
        'xla.tpuv4.wide': (0.8, 0.2, 1), 'xla.tpuv5e.wide': (0.85, 0.2, 1), 'xla.tpuv5p.wide': (0.85, 0.2, 1), 'xla.tpuv6e.wide': (0.6, 0.2, 1),
        'xla.h100.wide': (0.7, 0.2, 1), 'xla.stolen': (0.15, 0.7, 0.6), 'xla.portShare': (0.6, 0.5, 1), 'xla.dataWindow': (0.5, 0.7, 1), 'xla.gatherShare': (0.8, 0.3, 1), 'xla.grouped': (0.7, 0.4, 1)}},
}

def software(row):
    hardware, layout = row['hardware'], row['row'].get('parallelism') or {}
    if 'TPU' in hardware or 'A3-GCP' in hardware:
        return 'xla'
    if 'FSDP' in hardware or layout.get('zero') == 3 or str(layout.get('fsdp')) == 'full':
        return 'fsdp'
    return 'classic' if 'A100' in hardware else 'core'

def fitted(rows, group, chosen):
    """The constants of a group that fit the chosen rows best."""
    table = GROUPS[group]['constants']
    names = list(table)
    first = numpy.array([math.log(table[n][0]) for n in names])
    width = numpy.array([table[n][1] for n in names])
    most = numpy.array([math.log(table[n][2]) for n in names])
    least = first - 4
    index = [i for i in chosen if software(rows.rows[i]) == group]
    def loss(errors, x):
        errors = numpy.nan_to_num(errors[index], nan=1.0)
        # Mean absolute error, round near 0: sqrt(|e|) squared is |e|.
        smooth = numpy.sign(errors) * numpy.sqrt(numpy.sqrt(errors ** 2 + 0.02 ** 2) - 0.02)
        return numpy.concatenate([smooth, PULL * (x - first) / width])
    def named(x):
        return dict(zip(names, numpy.exp(x)))
    def residuals(x):
        return loss(rows.errors(named(x)), x)
    def slopes(x):
        moved = [numpy.where(numpy.arange(len(x)) == k, x + (1e-3 if x[k] + 1e-3 < most[k] else -1e-3), x) for k in range(len(x))]
        at = residuals(x)
        return numpy.array([(loss(errors, y) - at) / (y[k] - x[k]) for k, (y, errors) in enumerate(zip(moved, rows.errors_of([named(y) for y in moved])))]).T
    best = least_squares(residuals, numpy.clip(first, least + 1e-3, most - 1e-3), jac=slopes, bounds=(least, most), max_nfev=30)
    return dict(zip(names, numpy.exp(best.x)))

PULL = 0.15

def folds(rows, group, by):
    """Errors of every row of a group with constants that were fitted without it, a fifth of the rows, of the models or each
    source at a time."""
    index = [i for i, r in enumerate(rows.rows) if software(r) == group]
    if by == 'row':
        order = list(index)
        random.Random(5).shuffle(order)
        parts = [set(order[k::5]) for k in range(5)]
    elif by == 'model':
        models = sorted({rows.rows[i]['model'] for i in index})
        parts = [{i for i in index if rows.rows[i]['model'] in models[k::5]} for k in range(5)]
    else:
        parts = [{i for i in index if rows.rows[i]['source'][:24] == name} for name in sorted({rows.rows[i]['source'][:24] for i in index})]
    out = numpy.full(len(rows.rows), math.nan)
    for part in parts:
        kept = [i for i in index if i not in part]
        errors = rows.errors(fitted(rows, group, kept) if kept else {})
        for i in part:
            out[i] = errors[i]
    return out

def part_of(row):
    hardware = row['hardware'].lower()
    return next((p for p in ORDER[software(row)] if hardware.startswith(p)), ORDER[software(row)][-1])

SHARES = {'bandWide': 0.86, 'bandLow': 0.95, 'bandExperts': 0.74}

def bands(rows, errors, fit):
    """Half-widths by the errors of a software, part and kind, of rows left out; of few rows, of the software and kind. The shares
    are such that four of five rows of a family lie within, without its hard ones making every band wide. No more than twice
    the mean error of the family when all are fitted, so that a band says more than the worst of its rows. What it cuts off
    are steps of experts, whose errors hang on the release of the software, which no case names: the same step under two
    releases takes up to 1.5 times as long (12 % from their mean on average), and neither launching, dispatching nor
    any other share of the step tells which (rank correlations below 0.1)."""
    most = {}
    for name in ('dense', 'moe or low'):
        most[name] = 2 * statistics.mean(abs(math.exp(e if row['key'] == 'iteration_s' else -e) - 1) for row, e in zip(rows.rows, fit) if family(row) == name)
    by = collections.defaultdict(list)
    for row, error in zip(rows.rows, errors):
        kind = 'bandExperts' if row['moe'] else 'bandLow' if row['low'] else 'bandWide'
        away = abs(math.exp(-error) - 1)
        by[software(row), part_of(row), kind].append(away)
        by[software(row), None, kind].append(away)
        by[None, None, kind].append(away)
    out = {}
    for name in NAMES:
        for part in ORDER[name]:
            for kind in ('bandWide', 'bandLow', 'bandExperts'):
                values = next((v for v in (by[name, part, kind], by[name, None, kind], by[None, None, kind]) if len(v) >= 8), [0.2])
                limit = most['dense' if kind == 'bandWide' else 'moe or low']
                out['%s.%s.%s' % (name, part, kind)] = min(limit, max(0.04, float(numpy.quantile(values, SHARES[kind]))))
            out['%s.%s.rows' % (name, part)] = sum(len(by[name, part, k]) for k in ('bandWide', 'bandLow', 'bandExperts'))
    return out

NAMES = ('core', 'classic', 'fsdp', 'xla')
UNFITTED = {
    # Never measured in 16 or 8 bit by the rows at hand: as on the nearest part.
    'core.a100.wide': 0.93, 'core.a100.attention': 0.5, 'core.a100.fp8': 0.93, 'core.a100.fp4': 0.93,
}
ORDER = {'core': ('a100', 'gb300', 'b300', 'gb200', 'b200', 'h100'), 'classic': ('a100',), 'fsdp': ('a100', 'h100'),
         'xla': ('tpuv4', 'tpuv5e', 'tpuv5p', 'tpuv6e', 'h100')}

def written(path, constants, rows, notes):
    """The constants as the file that the build reads."""
    lines = ['# Constants of training software, as model/performance/TrainingStack.h words them: software.constant, or software.part.constant.',
             '# Read into the program when it is built. Written by tests/calibration/fit_training.py on the rows of',
             '# tests/data/training-runs.yaml: change the script, not the numbers.',
             'source: "Published training steps: vTrain (MICRO-57), MosaicML llm-foundry, NVIDIA Megatron-Bridge and NeMo, Megatron-LM papers, MaxText"',
             'rows: %d' % len(rows.rows)] + notes + ['constants:']
    for name, value in sorted({**UNFITTED, **constants}.items()):
        lines.append('  - {name: "%s", value: %.4g}' % (name, value))
    open(path, 'w').write('\n'.join(lines) + '\n')

def mean_errors(rows, errors, title):
    groups = collections.defaultdict(list)
    for row, error in zip(rows.rows, errors):
        groups[family(row)].append(abs(math.exp(error if row['key'] == 'iteration_s' else -error) - 1))
    return ['%s: {%s}' % (title, ', '.join('%s: %.4f' % (name.replace(' or ', '_or_'), statistics.mean(v)) for name, v in sorted(groups.items())))]

if __name__ == '__main__':
    rows = Rows(sys.argv[1], sys.argv[2])
    groups = [g for g in GROUPS if g in sys.argv[3:]]
    of_group = {group: Rows(sys.argv[1], sys.argv[2], group) for group in groups}
    place = {row['id']: i for i, row in enumerate(rows.rows)}
    constants = {}
    for group in groups:
        constants.update(fitted(of_group[group], group, range(len(of_group[group].rows))))
    for name, value in constants.items():
        print('    %-28s %.4g' % (name, value))
    errors = rows.errors(constants)
    report(rows.rows, errors, 'fitted' if groups else 'as built')
    notes = mean_errors(rows, errors, 'fitted')
    for by in ('row', 'model', 'source'):
        if '--' + by not in sys.argv:
            continue
        out = numpy.full(len(rows.rows), math.nan)
        for group in groups:
            for row, error in zip(of_group[group].rows, folds(of_group[group], group, by)):
                out[place[row['id']]] = error
        report(rows.rows, out, by + 's left out')
        notes += mean_errors(rows, out, by + 's_left_out')
        if by == 'row':
            constants.update(bands(rows, out, errors))
    if '--write' in sys.argv:
        written(sys.argv[sys.argv.index('--write') + 1], constants, rows, notes)
    if '--show' in sys.argv:
        for row, error in sorted(zip(rows.rows, errors), key=lambda pair: -abs(pair[1])):
            if not groups or software(row) in groups:
                print('%+6.3f %s' % (error, row['id']), row['hardware'], row['row'].get('parallelism'), row['row'].get('batch'), row['model'])
