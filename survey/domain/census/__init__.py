"""Census figures that a council puts beside the answers: tables as they are published, and margins."""
