# SPDX-License-Identifier: GPL-2.0-only
"""The two engines of a campaign, behind one interface.

An engine starts its workers, is polled for new crash files and figures, and is
stopped. It shares the campaign's folders: seeds/, corpus/, log/, raw/.
"""
import os
import re
import signal
import subprocess
import time

RUN = re.compile(rb'#(\d+)\t.*?cov: (\d+)(?:.*?corp: (\d+))?')
FINAL = re.compile(rb'stat::number_of_executed_units:\s*(\d+)')


def spawn(command, log, env=None):
    """A child in a session of its own: Ctrl-C reaches it through us alone."""
    return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT,
                            stdin=subprocess.DEVNULL, start_new_session=True,
                            env=dict(os.environ, **(env or {})))


class LibFuzzerWorker:
    """One process at a time; a crash ends it and the next one goes on."""

    def __init__(self, target, out, number, deadline):
        self.target, self.out = target, out
        self.number, self.deadline = number, deadline
        self.done_runs = self.runs = self.cov = 0
        self.process = None
        self.starts = 0
        self.start()

    def start(self):
        self.starts += 1
        self.done_runs += self.runs
        self.runs = self.read = 0
        self.path = f'{self.out}/log/worker-{self.number}.log'
        left = max(1, int(self.deadline - time.monotonic() + 0.5))
        with open(self.path, 'wb') as log:
            self.process = spawn(
                [self.target, f'-known={self.out}/known',
                 '-dict=fuzz/scenario.dict', f'-max_total_time={left}',
                 f'-artifact_prefix={self.out}/raw/{self.number}-{self.starts}-',
                 '-timeout=10', '-rss_limit_mb=1024', '-len_control=0',
                 '-max_len=2048', '-print_final_stats=1',
                 f'{self.out}/corpus', f'{self.out}/seeds'], log)

    def look(self):
        """Read what the worker has said since the last time."""
        with open(self.path, 'rb') as log:
            log.seek(self.read)
            text = log.read()
        whole = text.rfind(b'\n') + 1
        self.read += whole
        for match in RUN.finditer(text[:whole]):
            self.runs, self.cov = int(match[1]), int(match[2])
        for match in FINAL.finditer(text[:whole]):
            self.runs = int(match[1])

    def total(self):
        return self.done_runs + self.runs


class LibFuzzer:
    def __init__(self, target, out, jobs, deadline):
        self.out, self.deadline = out, deadline
        self.seen = set(os.listdir(f'{out}/raw'))
        self.workers = [LibFuzzerWorker(target, out, i, deadline)
                        for i in range(jobs)]
        self.broken = None

    def poll(self):
        """New crash files. A worker that crashed is started again by next()."""
        for worker in self.workers:
            worker.look()
        new = sorted(set(os.listdir(f'{self.out}/raw')) - self.seen)
        self.seen.update(new)
        return [f'{self.out}/raw/{name}' for name in new
                if not name.split('-', 2)[2].startswith('slow-unit')]

    def next(self):
        """After triage: the workers that died of a crash go on."""
        for worker in self.workers:
            code = worker.process.poll()
            if code in (None, 0) or time.monotonic() > self.deadline - 1:
                continue
            if not any(name.startswith(f'{worker.number}-{worker.starts}-')
                       for name in self.seen):
                self.broken = worker.path
                return
            worker.look()
            worker.start()

    def running(self):
        return any(w.process.poll() is None for w in self.workers)

    def stop(self):
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.process.send_signal(signal.SIGINT)
        for worker in self.workers:
            try:
                worker.process.wait(15)
            except subprocess.TimeoutExpired:
                worker.process.kill()
                worker.process.wait()
            worker.look()

    def runs(self):
        return sum(worker.total() for worker in self.workers)

    def figures(self):
        cov = max(worker.cov for worker in self.workers)
        return f"cov {cov}  corpus {len(os.listdir(f'{self.out}/corpus'))}"


class Afl:
    ENV = {'AFL_NO_UI': '1', 'AFL_SKIP_CPUFREQ': '1', 'AFL_NO_AFFINITY': '1',
           'AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES': '1',
           'AFL_FAST_CAL': '1', 'AFL_NO_COLOR': '1',
           'AFL_CUSTOM_MUTATOR_LIBRARY':
           os.path.abspath('build/afl/scenario-mutator.so')}

    def __init__(self, out, jobs, deadline):
        self.out, self.broken = out, None
        self.logs, self.processes = [], []
        self.names = [f'w{i}' for i in range(jobs)]
        self.seen = set(self.crashes())
        for i, name in enumerate(self.names):
            seconds = max(1, int(deadline - time.monotonic()))
            path = f'{out}/log/afl-{name}.log'
            self.logs.append(path)
            with open(path, 'wb') as log:
                self.processes.append(spawn(
                    ['afl-fuzz', '-i', f'{out}/input', '-o', f'{out}/afl',
                     '-x', 'fuzz/scenario.dict', '-M' if i == 0 else '-S', name,
                     '-t', '1000', '-m', 'none', '-V', str(seconds), '--',
                     'build/afl/fuzz-scenario', f'-known={out}/known'],
                    log, self.ENV))
            # The first one makes the folders the others look for.
            time.sleep(0.5)

    def crashes(self):
        for name in self.names:
            for kind in ('crashes', 'hangs'):
                folder = f'{self.out}/afl/{name}/{kind}'
                if os.path.isdir(folder):
                    yield from (f'{folder}/{f}' for f in os.listdir(folder)
                                if f.startswith('id'))

    def poll(self):
        new = sorted(set(self.crashes()) - self.seen)
        self.seen.update(new)
        return new

    def next(self):
        for process, path in zip(self.processes, self.logs):
            if process.poll() not in (None, 0):
                self.broken = path

    def running(self):
        return any(p.poll() is None for p in self.processes)

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def stats(self, name):
        path = f'{self.out}/afl/{name}/fuzzer_stats'
        if not os.path.isfile(path):
            return {}
        with open(path, encoding='ascii') as lines:
            return {k.strip(): v.strip() for k, _, v in
                    (line.partition(':') for line in lines)}

    def runs(self):
        return sum(int(self.stats(name).get('execs_done', 0))
                   for name in self.names)

    def figures(self):
        stats = self.stats(self.names[0])
        return (f"cov {stats.get('edges_found', 0)}"
                f"  corpus {stats.get('corpus_count', 0)}"
                f"  stability {stats.get('stability', '-')}")
