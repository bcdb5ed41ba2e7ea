"""Loading and saving. Functions take a `Session` first; they flush and never commit."""
