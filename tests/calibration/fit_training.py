#!/usr/bin/python3
"""Fits the constants of training software on published steps, and judges them on rows that were left out.

usage: fit_training.py RESIDUALS CASES.yaml [--show] [--fit GROUP...] [--folds]

RESIDUALS is the program built from TrainingResiduals.cpp beside this file, CASES.yaml a file of the shape of
performance-oracles.yaml. The loss is the mean of |log(estimate / measured)| made smooth near 0, with a weak pull to the
values that the literature gives, so that a constant that the rows do not determine stays where it is."""
import collections, json, math, statistics, subprocess, sys, tempfile
import numpy, yaml
from scipy.optimize import least_squares

KINDS = ('train-step', 'finetune-step', 'lora-step')
PREFERRED = ('iteration_s', 'tokens_per_s_per_gpu', 'tokens_per_s_per_chip', 'tflops_per_gpu', 'tflops_per_chip', 'mfu_pct')

class Rows:
    def __init__(self, binary, path):
        document = yaml.safe_load(open(path))
        self.rows, items = [], []
        for row in document['oracles']:
            if row['kind'] not in KINDS or 'recalled' in str(row.get('confidence', '')):
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
        self.process.stdin.write(' '.join('%s %.9g' % pair for pair in constants.items()) + '\n')
        self.process.stdin.flush()
        values = [float(word) for word in self.process.stdout.readline().split()]
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
        for name in (family(row), row['source'][:34] + '|' + row['hardware'][:24] + (' moe' if row['moe'] else ' low' if row['low'] else '')):
            groups[name].append(100 * value)
    print(title)
    for name in sorted(groups):
        values = groups[name]
        good = [abs(v) for v in values if not math.isnan(v)]
        if good:
            print('  %-66s n %3d mean %5.1f median %5.1f bias %+5.1f worst %5.1f lost %d' % (name, len(values), statistics.mean(good), statistics.median(good), statistics.mean([v for v in values if not math.isnan(v)]), max(good), len(values) - len(good)))

if __name__ == '__main__':
    rows = Rows(sys.argv[1], sys.argv[2])
    errors = rows.errors({})
    report(rows.rows, errors, 'as built')
    if '--show' in sys.argv:
        for row, error in sorted(zip(rows.rows, errors), key=lambda pair: -abs(pair[1])):
            print('%+6.3f %s' % (error, row['id']), row['hardware'], row['row'].get('parallelism'), row['row'].get('batch'), row['model'])
