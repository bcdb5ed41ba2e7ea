"""The benchmark: `make bench`, or `make bench ONLY=survey` for a part. One JSON line a figure.

Figures are CPU-seconds of our own processes, counts, bytes and megabytes, never elapsed time: a busy machine
changes them little. What each means, and what they were, stands in docs/benchmark.md.
"""
