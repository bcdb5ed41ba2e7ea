"""The content that is shipped: what may be said, and what may not."""
