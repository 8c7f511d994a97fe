# SPDX-License-Identifier: GPL-2.0-only
"""A campaign: engines, triage, report. Started by tools/fuzz.

    campaign.py ENGINE SECONDS JOBS OUT [--fine]

With --fine all of it is about fine runs, whose bytes mean others, and OUT is
OUT/fine.

OUT/seeds/     the corpus of the tree as bytes
OUT/corpus/    what campaigns have grown; the next one starts from it
OUT/failures/  one failure per signature, as text (and bytes)
OUT/known      their signatures, which the workers pass over
OUT/log/       what the engines said
"""
import glob
import os
import shutil
import signal
import subprocess
import sys
import time

import coverage
import triage
from engines import Afl, LibFuzzer

FFASIM = 'build/dev/ffasim'


class Campaign:
    def __init__(self, engine, seconds, jobs, out, fine):
        self.engine, self.seconds, self.jobs = engine, seconds, jobs
        self.out = f'{out}/fine' if fine else out
        self.again = (f'tools/fuzz{" --fine" * fine} --seconds {seconds} '
                      f'--engine {engine} --jobs {jobs} --out {out}')
        self.fine = fine
        self.target = f"build/fuzz{'-fine' * fine}/fuzz-scenario"
        self.failures = {}
        self.error = None
        self.live = sys.stdout.isatty() and os.environ.get('TERM') != 'dumb'
        self.interrupted = False

    def prepare(self):
        for folder in ('raw', 'seeds', 'log', 'afl', 'input', 'profile'):
            shutil.rmtree(f'{self.out}/{folder}', ignore_errors=True)
        for folder in ('raw', 'seeds', 'log', 'corpus', 'failures', 'input'):
            os.makedirs(f'{self.out}/{folder}', exist_ok=True)
        texts = sorted(glob.glob('corpus/seeds/*.scn')
                       + glob.glob('corpus/regress/*.scn'))
        for text in texts:
            name = os.path.splitext(os.path.basename(text))[0]
            subprocess.run([FFASIM, 'convert'] + ['--fine'] * self.fine +
                           [text, '-o', f'{self.out}/seeds/{name}'], check=True)
        self.retest()
        self.say(f'campaign: {self.engine}, {self.jobs} workers, '
                 f'{self.seconds} s, {len(texts)} seeds, '
                 f"{len(os.listdir(f'{self.out}/corpus'))} grown inputs")

    def retest(self):
        """What an earlier campaign found counts again, if it still fails."""
        old = f'{self.out}/failures.old'
        shutil.rmtree(old, ignore_errors=True)
        os.rename(f'{self.out}/failures', old)
        os.makedirs(f'{self.out}/failures')
        for path in sorted(glob.glob(f'{old}/*.bin')):
            if failure := triage.triage(path, fine=self.fine):
                self.take(failure, path, 'still fails')
            else:
                self.say(f'passes now: {os.path.basename(path)[:-4]}')
        self.write_known()

    def write_known(self):
        with open(f'{self.out}/known.new', 'w', encoding='ascii') as known:
            for failure in self.failures.values():
                known.write(f'{failure.signature} {failure.kind}\n')
        os.replace(f'{self.out}/known.new', f'{self.out}/known')

    def take(self, failure, path, word='found'):
        """FAILURE is what the crash file PATH is: have we seen it."""
        if failure.signature in self.failures:
            self.failures[failure.signature].count += 1
            return
        if failure.kind == 'error':
            self.error = failure
        self.failures[failure.signature] = failure
        failure.fine = self.fine
        failure.text = triage.save(failure, path, f'{self.out}/failures', FFASIM)
        self.clear()
        self.say(f'{word}: {failure.headline()}\n  {failure.replay()}')
        self.write_known()

    def judge(self, engine):
        for path in engine.poll():
            self.take(triage.triage(path, fine=self.fine) or triage.lost(),
                      path)

    def say(self, text):
        print(text, flush=True)

    def clear(self):
        if self.live:
            print('\r\x1b[K', end='', flush=True)

    def progress(self, engine, began, last):
        """A line that changes on a terminal, one every ten seconds in a pipe."""
        now = time.monotonic()
        if now - last < (0.5 if self.live else 10):
            return last
        spent = now - began
        runs = engine.runs()
        text = (f'  {spent:4.0f} of {self.seconds} s  {runs:,} runs  '
                f'{runs / max(spent, 0.1):,.0f}/s  {engine.figures()}  '
                f'failures {len(self.failures)}  '
                f'left {max(0, self.seconds - spent):.0f} s')
        if self.live:
            width = shutil.get_terminal_size().columns - 1
            print('\r\x1b[K' + text[:width], end='', flush=True)
        else:
            self.say(text)
        return now

    def run(self):
        began = last = time.monotonic()
        deadline = began + self.seconds
        if self.engine == 'afl':
            for path in glob.glob(f'{self.out}/corpus/*') + glob.glob(
                    f'{self.out}/seeds/*'):
                shutil.copy(path, f'{self.out}/input/')
            if not os.listdir(f'{self.out}/input'):
                with open(f'{self.out}/input/zero', 'wb') as file:
                    file.write(bytes(4))
            engine = Afl(self.out, self.jobs, deadline)
        else:
            engine = LibFuzzer(self.target, self.out, self.jobs, deadline)
        try:
            while time.monotonic() < deadline:
                self.judge(engine)
                engine.next()
                if engine.broken or not engine.running():
                    break
                last = self.progress(engine, began, last)
                time.sleep(0.1)
        except KeyboardInterrupt:
            self.interrupted = True
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        engine.stop()
        self.spent = time.monotonic() - began
        self.judge(engine)
        self.clear()
        if engine.broken:
            self.error = triage.Failure('error', 'engine-died', '-')
            self.error.text = engine.broken
        self.runs, self.figures = engine.runs(), engine.figures()
        if self.engine == 'afl':
            self.bring_home()
        else:
            self.distil()

    def distil(self):
        """Workers grow the corpus beside each other: keep what makes a
        difference. Until the end the old one stays."""
        corpus, fresh = f'{self.out}/corpus', f'{self.out}/corpus.new'
        shutil.rmtree(fresh, ignore_errors=True)
        os.makedirs(fresh)
        done = subprocess.run([self.target, '-merge=1',
                               f'-known={self.out}/known', fresh, corpus],
                              capture_output=True, check=False)
        if done.returncode == 0:
            shutil.rmtree(corpus)
            os.rename(fresh, corpus)

    def bring_home(self):
        """AFL++'s queue into the corpus both engines start from."""
        known = {open(path, 'rb').read() for path in
                 glob.glob(f'{self.out}/corpus/*')}
        for path in glob.glob(f'{self.out}/afl/*/queue/id*'):
            with open(path, 'rb') as file:
                data = file.read()
            if data not in known:
                known.add(data)
                with open(f'{self.out}/corpus/{triage.digest(data)}', 'wb') as new:
                    new.write(data)

    def report(self):
        rate = self.runs / max(self.spent, 0.1)
        self.say(f'\nruns       {self.runs:,} in {self.spent:.1f} s, '
                 f'{rate:,.0f}/s, {rate / self.jobs:,.0f}/s per worker')
        self.say(f'feedback   {self.figures}')
        if not self.fine: # The coverage build has no hooks.
            self.report_coverage()
        self.say(f"corpus     {self.out}/corpus, "
                 f"{len(os.listdir(f'{self.out}/corpus'))} inputs")
        self.say(f'failures   {len(self.failures)}')
        for failure in self.failures.values():
            self.say(f'  {failure.headline()}, seen {failure.count}x\n'
                     f'    {failure.replay()}')
        if self.error:
            self.say(f'error      the simulator, not the mediator: '
                     f'{self.error.headline()}, see {self.error.text}')
        if self.interrupted:
            self.say(f'resume     {self.again}')
        return 3 if self.error else 1 if self.failures else 0

    def report_coverage(self):
        files = sorted(glob.glob(f'{self.out}/seeds/*')
                       + glob.glob(f'{self.out}/corpus/*'))
        profile = coverage.measure(files, f'{self.out}/profile',
                                   f'{self.out}/known')
        self.say(f'coverage   mediator/: {coverage.totals(profile)}')


def main():
    engine, seconds, jobs, out, *fine = sys.argv[1:]
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    campaign = Campaign(engine, int(seconds), int(jobs), out, bool(fine))
    try:
        campaign.prepare()
        campaign.run()
        return campaign.report()
    except KeyboardInterrupt:
        campaign.say('stopped; what is in the corpus stays')
        return 130


if __name__ == '__main__':
    sys.exit(main())
