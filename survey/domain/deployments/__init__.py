"""Deployments: what a revision says, how two differ, where the area is, and the file that holds an entry."""
