"""What people wrote in their own words: read, coded and grouped by people, after closing."""
