"""The tests. A test of `survey/web/receipts.py` lives in `tests/survey/web/test_receipts.py`.

Nothing here sleeps or reaches the network, and every warning is an error.
"""
