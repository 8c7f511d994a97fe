# SPDX-License-Identifier: GPL-2.0-only
"""Simulated CPUs for gdb: each is a coroutine with a stack of its own. Loaded
by tools/ffasim-gdb.

    info cpus       every CPU and its stack, as `thread apply all backtrace`
    cpu [N]         go to CPU N, to look at its frames (bt, up, info locals);
                    without N: back to the one that runs

Before the program goes on, it is on the CPU that runs again.
"""
import gdb

# What a switch leaves on a stack, by words from the saved stack pointer.
SAVED = {
    'i386:x86-64': ((('r15', 0), ('r14', 1), ('r13', 2), ('r12', 3),
                     ('rbx', 4), ('rbp', 5), ('rip', 6)), 'rsp', 7),
    'aarch64': (tuple((f'x{19 + i}', i) for i in range(11)) +
                (('x30', 11), ('pc', 11)), 'sp', 20),
}
MAIN = 8


class Cpus:
    """The registers of the CPU that runs, while another one is looked at."""
    kept = None
    shown = None

    @staticmethod
    def layout():
        name = gdb.selected_inferior().architecture().name()
        return SAVED[name]

    @staticmethod
    def running():
        return int(gdb.parse_and_eval("'fiber.c'::fibers.current"))

    @staticmethod
    def saved(cpu):
        return int(gdb.parse_and_eval(
            f"(unsigned long)'fiber.c'::fibers.fiber[{cpu}].stack_pointer"))

    @classmethod
    def known(cls):
        return [cpu for cpu in range(MAIN)
                if cpu == cls.running() or cls.saved(cpu)]

    @classmethod
    def go(cls, cpu):
        cls.back()
        if cpu == cls.running():
            return
        registers, pointer, words = cls.layout()
        gdb.execute('select-frame 0', to_string=True)
        names = [name for name, _ in registers] + [pointer]
        cls.kept = {name: int(gdb.parse_and_eval(f'(unsigned long)${name}'))
                    for name in names}
        start = cls.saved(cpu)
        memory = gdb.selected_inferior().read_memory(start, 8 * words)
        values = [int.from_bytes(memory[8 * i:8 * i + 8], 'little')
                  for i in range(words)]
        for name, word in registers:
            gdb.execute(f'set var ${name} = {values[word]}', to_string=True)
        gdb.execute(f'set var ${pointer} = {start + 8 * words}',
                    to_string=True)
        cls.shown = cpu

    @classmethod
    def back(cls):
        if cls.kept is None:
            return
        gdb.execute('select-frame 0', to_string=True)
        for name, value in cls.kept.items():
            gdb.execute(f'set var ${name} = {value}', to_string=True)
        cls.kept = cls.shown = None


class InfoCpus(gdb.Command):
    """Every simulated CPU and its stack."""

    def __init__(self):
        super().__init__('info cpus', gdb.COMMAND_STATUS)

    def invoke(self, argument, from_tty):
        shown = Cpus.shown
        for cpu in Cpus.known():
            runs = cpu == Cpus.running()
            print(f"{'*' if runs else ' '} CPU {cpu}"
                  f"{' (runs)' if runs else ''}")
            Cpus.go(cpu)
            print(gdb.execute('backtrace', to_string=True))
        Cpus.back()
        if shown is not None:
            Cpus.go(shown)


class Cpu(gdb.Command):
    """cpu [N]: look at the stack of simulated CPU N; of the one that runs."""

    def __init__(self):
        super().__init__('cpu', gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        if not argument:
            Cpus.back()
        elif not argument.isdigit() or int(argument) not in Cpus.known():
            raise gdb.GdbError('no CPU of that number has a stack')
        else:
            Cpus.go(int(argument))
        gdb.execute('frame 0')


class Restore(gdb.Command):
    """The registers of the CPU that runs; what goes on begins with it."""

    def __init__(self):
        super().__init__('ffasim-restore', gdb.COMMAND_RUNNING)

    def invoke(self, argument, from_tty):
        Cpus.back()


InfoCpus()
Cpu()
Restore()
for word in ('continue', 'step', 'next', 'stepi', 'nexti', 'finish', 'until',
             'run', 'jump', 'kill', 'detach'):
    gdb.execute(f'define hook-{word}\nffasim-restore\nend')
