"""Files of other programs: bytes → cells and tables, and rows → bytes. Nothing that is read is trusted."""
