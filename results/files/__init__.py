"""Files of a release to take away: open data, spreadsheets and the committee pack.

They hold what a release holds and nothing else. The same release gives the same file, byte for byte: no file
names the moment at which it was made.
"""
