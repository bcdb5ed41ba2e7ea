"""The outcome of a consultation: we asked, you said, we did, as a record that everyone can read."""
