"""CPU seconds of commands from a cold process, the least of three; the floor is Python itself.

Run: python -m benchmarks.cold_start LIBRARY   (the sample library of `evidence demo --out DIR` is DIR/library)
"""

import os
import subprocess
import sys

QUESTION = (
    "In adults with atrial fibrillation, do direct oral anticoagulants cause less intracranial bleeding than warfarin?"
)


def cpu_seconds(words: list[str]) -> float:
    """User and system time of a child process."""
    before = os.times()
    subprocess.run(words, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    evidence = [sys.executable, "-m", "research.cli.main"]
    library = [*evidence, "--library", sys.argv[1]]
    rows = {
        "python -c pass (floor)": [sys.executable, "-c", "pass"],
        "evidence --help": [*evidence, "--help"],
        "evidence search": [*library, "search", "intracranial bleeding with apixaban"],
        "evidence ask": [*library, "ask", QUESTION],
        "evidence report": [*library, "report", QUESTION],
    }
    for name, words in rows.items():
        print(f"{name:24} {min(cpu_seconds(words) for _ in range(3)):.2f}")


if __name__ == "__main__":
    main()
