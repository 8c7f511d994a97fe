# SPDX-License-Identifier: GPL-2.0-only
"""The known bugs, one after another. Started by tools/zoo.

    zoo.py HUNT_SECONDS MINIMIZE MEMBER...

MINIMIZE is 0 or 1. What a hunt found is made small, else the regression.

One scratch tree for all of them: a member changes the mediator's copy, so only
that is compiled again.
"""
import filecmp
import glob
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

import triage

HOME = 'build/zoo'
COPY = f'{HOME}/mediator'
FINE = {'data-race', 'double-fetch'}  # oracles of fine runs
FIELDS = ('id', 'origin', 'what', 'trigger', 'oracle')
RUNS = re.compile(rb'stat::number_of_executed_units:\s*(\d+)')


# What a stranger understands in a minute.
MOST = {'ops': 8, 'deviations': 3, 'replays': 299}


class Broken(Exception):
    """A member that cannot be tried."""


def member_header(name):
    """The lines `field: text` before the patch; a line may go on indented."""
    fields, field = {}, None
    with open(f'tests/zoo/{name}.patch', encoding='utf-8') as lines:
        for line in lines:
            if line.startswith(('diff ', '--- ')):
                break
            if match := re.match(r'(\w+):\s*(.*)', line):
                field = match[1]
                fields[field] = match[2]
            elif field and line.strip():
                fields[field] += ' ' + line.strip()
    for field in FIELDS:
        if not fields.get(field):
            raise Broken(f'no "{field}:" in its header')
    if fields['id'] != name:
        raise Broken(f"its id is {fields['id']}")
    return fields


def refresh(name):
    """COPY becomes mediator/ with the member's patch; equal files stay as old
    as they are."""
    fresh = f'{HOME}/fresh'
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree('mediator', fresh)
    if name:
        with open(f'tests/zoo/{name}.patch', 'rb') as patch:
            done = subprocess.run(['patch', '-p2', '-d', fresh, '--quiet',
                                   '--no-backup-if-mismatch', '-F0'],
                                  stdin=patch, capture_output=True, check=False)
        if done.returncode:
            raise Broken('does not apply: ' +
                         done.stdout.decode().strip().replace('\n', '; '))
    os.makedirs(COPY, exist_ok=True)
    for file in set(os.listdir(fresh)) | set(os.listdir(COPY)):
        if not os.path.exists(f'{fresh}/{file}'):
            os.remove(f'{COPY}/{file}')
        elif not os.path.exists(f'{COPY}/{file}') or not filecmp.cmp(
                f'{fresh}/{file}', f'{COPY}/{file}', shallow=False):
            shutil.copy(f'{fresh}/{file}', f'{COPY}/{file}')


def build(preset, *targets):
    folder = f'{HOME}/{preset}'
    with open(f'{HOME}/build.log', 'ab') as log:
        if not os.path.exists(f'{folder}/build.ninja'):
            subprocess.run(['cmake', '--preset', preset, '-B', folder,
                            f'-DMEDIATOR_DIR={COPY}'], stdout=log, stderr=log,
                           check=True)
        if subprocess.run(['ninja', '-C', folder, *targets], stdout=log,
                          stderr=log, check=False).returncode:
            raise Broken(f'does not build, see {HOME}/build.log')


def regression(name):
    return f'corpus/regress/{name.lower()}.scn'


def how(oracles):
    """FINE is for what only those look for."""
    return ['--fine'] if FINE & set(oracles) else []


def replay(name, fine):
    """The kind of failure its regression ends in; '' if none."""
    path = regression(name)
    if not os.path.exists(path):
        raise Broken(f'no {path}')
    done = subprocess.run([f'{HOME}/dev/ffasim', 'run', *fine, path], text=True,
                          capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise Broken(f'{path}: {done.stdout}{done.stderr}'.strip())
    match = (re.search(r'\bfailure (\S+)', done.stdout) or
             re.search(r'^ORACLE (\S+)', done.stdout + done.stderr, re.M) or
             re.search(r': (crash)\b', done.stdout))
    return match[1] if match else ''


def hunt(name, seconds, seed=1):
    """(path, kind, runs, seconds) of a campaign's first failure; kind ''."""
    folder = f'{HOME}/hunt'
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(f'{folder}/corpus')
    began = time.monotonic()
    with open(f'{HOME}/hunt-{name}.log', 'wb+') as log:
        subprocess.run([f'{HOME}/fuzz/fuzz-scenario', f'-seed={seed}',
                        '-dict=fuzz/scenario.dict', '-timeout=10',
                        '-max_len=2048', '-len_control=0',
                        '-rss_limit_mb=1024', '-print_final_stats=1',
                        f'-max_total_time={seconds}',
                        f'-artifact_prefix={folder}/', f'{folder}/corpus',
                        f'{HOME}/seeds'], stdout=log, stderr=log, check=False)
        spent = time.monotonic() - began
        log.seek(0)
        runs = RUNS.findall(log.read())
    found = [p for p in glob.glob(f'{folder}/*-*') if 'slow-unit' not in p]
    kind = ''
    if found:
        failure = triage.triage(found[0], f'{HOME}/dev/fuzz-scenario')
        kind = (failure or triage.lost()).kind
    path = found[0] if found else None
    return path, kind, int(runs[-1]) if runs else 0, spent


def minimize(name, path, fine):
    """What ffasim minimize says of it; what it leaves replays as it says."""
    out = f'{HOME}/minimized/{name.lower()}.scn'
    os.makedirs(os.path.dirname(out), exist_ok=True)
    done = subprocess.run([f'{HOME}/dev/ffasim', 'minimize', '--json', *fine,
                           path, '-o', out], text=True, capture_output=True,
                          check=False)
    if done.returncode not in (0, 1):
        raise Broken(f'{path} is not minimised: {done.stderr.strip()}')
    subprocess.run([f'{HOME}/dev/ffasim', 'run', '--strict', *fine, out],
                   stdout=subprocess.DEVNULL, check=True)
    return json.loads(done.stdout)


def is_small(small):
    return small['complete'] and all(small[what] <= most
                                     for what, most in MOST.items())


def sum_up(smalls):
    """The last line about what was minimised."""
    print(f'{sum(map(is_small, smalls))} of {len(smalls)} minimised to at most '
          f"{MOST['ops']} ops and {MOST['deviations']} deviations in less than "
          f"{MOST['replays'] + 1} replays; median "
          f"{statistics.median(s['replays'] for s in smalls):.0f} replays, "
          f"{statistics.median(s['seconds'] for s in smalls):.2f} s")


def seeds():
    shutil.rmtree(f'{HOME}/seeds', ignore_errors=True)
    os.makedirs(f'{HOME}/seeds')
    for text in sorted(glob.glob('corpus/seeds/*.scn')):
        subprocess.run([f'{HOME}/dev/ffasim', 'convert', text, '-o',
                        f'{HOME}/seeds/{os.path.basename(text)[:-4]}'],
                       check=True)


def visit(name, width, seconds, smalls):
    """A row of the table, and 0, 1 or 3. SMALLS, if it is a list, gets what was
    minimised."""
    try:
        fields = member_header(name)
        refresh(name)
        build('dev', 'ffasim', 'fuzz-scenario')
        oracles = re.split(r'[ ,|]+', fields['oracle'])
        fine, path = how(oracles), regression(name)
        kind = replay(name, fine)
        good = kind in oracles
        row = f"{name:{width}} {kind or 'nobody':22} {'ok' if good else 'NO':7}"
        if not good:
            row += f" expected {fields['oracle']}"
        if seconds:
            build('fuzz', 'fuzz-scenario')
            found, found_kind, runs, spent = hunt(name, seconds)
            row += f' {found_kind or "not found":22} {runs:>13,} {spent:9.2f}'
            good = good and found_kind
            fine, path = ([], found) if found else (fine, path)
        if smalls is not None and kind:
            small = minimize(name, path, fine)
            smalls.append(small)
            row += (f" {small['ops_before']:>3} {small['ops']:>3}"
                    f" {small['deviations_before']:>3} {small['deviations']:>3}"
                    f" {small['replays']:>7} {small['seconds']:>7.2f}"
                    f" {small['swap']}")
            good = good and is_small(small)
        return row, 0 if good else 1
    except Broken as reason:
        return f'{name:{width}} {reason}', 3


def main():
    seconds, members = int(sys.argv[1]), sys.argv[3:]
    smalls = [] if sys.argv[2] == '1' else None
    os.makedirs(HOME, exist_ok=True)
    open(f'{HOME}/build.log', 'wb').close()
    try:
        refresh(None)
        build('dev', 'ffasim', 'fuzz-scenario')
        seeds()
    except (Broken, subprocess.CalledProcessError) as reason:
        print(f'zoo: error: the mediator itself: {reason}', file=sys.stderr)
        return 3
    width = max(map(len, members + ['member']))
    print(f"{'member':{width}} {'noticed by':22} {'replay':7}" +
          (f" {'hunt: noticed by':22} {'runs':>13} {'seconds':>9}"
           if seconds else '') +
          (' ops  -> dev  -> replays seconds critical swap'
           if smalls is not None else ''))
    worst, good = 0, 0
    for name in members:
        row, code = visit(name, width, seconds, smalls)
        worst, good = max(worst, code), good + (code == 0)
        print(row, flush=True)
    print(f'{good} of {len(members)} members noticed'
          + (' and found' if seconds else ''))
    if smalls:
        sum_up(smalls)
    refresh(None)
    return worst


if __name__ == '__main__':
    sys.exit(main())
