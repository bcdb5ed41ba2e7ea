"""What a force publishes after each use of the cameras: read from a table, added up, made into rates."""
