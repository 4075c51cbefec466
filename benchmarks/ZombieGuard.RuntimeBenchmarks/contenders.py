"""Python's two contenders: does what each line of its input says, as Worker.cs does."""
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time


class OfSubprocess:
    def start(self, sleeps):
        return subprocess.Popen(["/bin/sleep", "1000"] if sleeps else ["/bin/true"])

    def wait(self, child):
        child.wait()

    def was_killed(self, child):
        return child.returncode == -signal.SIGKILL


class OfMultiprocessing:
    """Forks; runs no other program."""

    def start(self, sleeps):
        child = multiprocessing.Process(target=time.sleep, args=(1000 if sleeps else 0,))
        child.start()
        return child

    def wait(self, child):
        child.join()

    def was_killed(self, child):
        return child.exitcode == -signal.SIGKILL


def answer(number):
    sys.stdout.write(f"{int(number)}\n")
    sys.stdout.flush()


def latency(contender, count):
    for _ in range(count):
        child = contender.start(True)
        answer(child.pid)
        contender.wait(child)
        answer(time.monotonic_ns())


def in_threads(lanes, run):
    threads = [threading.Thread(target=run) for _ in range(lanes)]
    for thread in threads:
        thread.start()
    return threads


def busy(contender, count, spawners):
    is_over = threading.Event()

    def spawn():
        while not is_over.is_set():
            contender.wait(contender.start(False))

    threads = in_threads(spawners, spawn)
    latency(contender, count)
    is_over.set()
    for thread in threads:
        thread.join()


def throughput(contender, lanes, count):
    def run():
        for _ in range(count // lanes):
            contender.wait(contender.start(False))

    start = time.monotonic_ns()
    for thread in in_threads(lanes, run):
        thread.join()
    answer((time.monotonic_ns() - start) / 1000)


def resident():
    with open("/proc/self/smaps_rollup", encoding="ascii") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("Rss:")) * 1024


def many(contender, count):
    before = resident()
    children = [contender.start(True) for _ in range(count)]
    answer(-1)
    answer((resident() - before) / count)
    start = time.monotonic_ns()
    release(contender, children)
    answer((time.monotonic_ns() - start) / 1000)
    answer(sum(not contender.was_killed(child) for child in children))


def release(contender, children):
    for child in children:
        os.kill(child.pid, signal.SIGKILL)
    for child in children:
        contender.wait(child)


def main():
    contender = {"subprocess": OfSubprocess, "multiprocessing": OfMultiprocessing}[sys.argv[1]]()
    held = []
    for line in sys.stdin:
        words = line.split()
        numbers = [int(word) for word in words[1:]]
        if words[0] == "latency":
            latency(contender, numbers[1])
        elif words[0] == "busy":
            busy(contender, numbers[1], numbers[2])
        elif words[0] == "throughput":
            throughput(contender, numbers[1], numbers[2])
        elif words[0] == "many":
            many(contender, numbers[0])
        elif words[0] == "hold":
            held = [contender.start(True) for _ in range(numbers[0])]
            answer(0)
        elif words[0] == "end":
            for _ in range(numbers[0]):
                child = contender.start(True)
                os.kill(child.pid, signal.SIGKILL)
                contender.wait(child)
            answer(0)
        elif words[0] == "release":
            release(contender, held)
            held = []
            answer(0)


if __name__ == "__main__":
    main()
