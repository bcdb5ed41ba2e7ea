"""How charts are drawn: plain figures, measured in pixels from the top. Only `results.charts` calls it."""
